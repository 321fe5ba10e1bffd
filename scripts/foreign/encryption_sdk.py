"""https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/python-example-code.html"""

from importlib.metadata import version

import aws_encryption_sdk
import boto3
from aws_cryptographic_material_providers.mpl import AwsCryptographicMaterialProviders
from aws_cryptographic_material_providers.mpl.config import MaterialProvidersConfig
from aws_cryptographic_material_providers.mpl.models import CreateAwsKmsKeyringInput
from aws_encryption_sdk import CommitmentPolicy

kms = boto3.client("kms")
arn = kms.create_key()["KeyMetadata"]["Arn"]
client = aws_encryption_sdk.EncryptionSDKClient(commitment_policy=CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
providers = AwsCryptographicMaterialProviders(config=MaterialProvidersConfig())
keyring = providers.create_aws_kms_keyring(input=CreateAwsKmsKeyringInput(kms_key_id=arn, kms_client=kms))

context = {"purpose": "test"}
sealed, _ = client.encrypt(source=b"Patient 4711", keyring=keyring, encryption_context=context)
opened, header = client.decrypt(source=sealed, keyring=keyring, encryption_context=context)
assert opened == b"Patient 4711"
assert header.encryption_context["purpose"] == "test"

print(f"aws-encryption-sdk {version('aws-encryption-sdk')}")
