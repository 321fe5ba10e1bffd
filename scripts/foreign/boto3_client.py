"""What programs with boto3 do: calls, pages, errors by their classes, dates, retries."""

import datetime
import json
import os
import urllib.request

import boto3
from botocore.config import Config

kms = boto3.client("kms", config=Config(retries={"mode": "standard", "max_attempts": 3}))

key = kms.create_key(Description="boto3")["KeyMetadata"]
assert isinstance(key["CreationDate"], datetime.datetime), key
assert abs((key["CreationDate"] - datetime.datetime.now(datetime.timezone.utc)).total_seconds()) < 60, key
kms.create_alias(AliasName="alias/boto3", TargetKeyId=key["KeyId"])

sealed = kms.encrypt(KeyId="alias/boto3", Plaintext=b"\x00secret\xff", EncryptionContext={"purpose": "tést"})
assert kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext={"purpose": "tést"})["Plaintext"] == b"\x00secret\xff"
try:
    kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"])
    raise AssertionError("decrypted without its context")
except kms.exceptions.InvalidCiphertextException as error:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400, error.response

try:
    kms.describe_key(KeyId="alias/none")
    raise AssertionError("found a key that is not there")
except kms.exceptions.NotFoundException as error:
    assert error.response["Error"]["Message"] == "Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.", error
    assert error.response["ResponseMetadata"]["RequestId"], error.response

try:
    kms.get_parameters_for_import(KeyId=key["KeyId"], WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_2048")
    raise AssertionError("gave parameters for a key of AWS KMS")
except kms.exceptions.UnsupportedOperationException as error:
    assert error.response["message"] == error.response["Error"]["Message"], error.response

for number in range(3):
    kms.create_key(Description=str(number))
pages = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2})
assert sum(len(page["Keys"]) for page in pages) == 4

# In another account and another Region there is nothing of it.
other = boto3.client("kms", region_name="eu-west-1", aws_access_key_id="111122223333", aws_secret_access_key="any")
assert other.create_key()["KeyMetadata"]["Arn"].startswith("arn:aws:kms:eu-west-1:111122223333:key/")
assert len(other.list_keys()["Keys"]) == 1


def administer(method, path, body=None):
    """Below /_localkms/ by plain HTTP, as docs/openapi.json describes it."""
    url = f"{os.environ['AWS_ENDPOINT_URL_KMS']}/_localkms/{path}"
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, method=method)) as response:
        text = response.read()
        return json.loads(text) if text else None


# Faults come through botocore's own retries.
administer("POST", "faults", {"operation": "ListAliases", "error": "KMSInternalException", "times": 2})
assert kms.list_aliases()["ResponseMetadata"]["RetryAttempts"] == 2
calls = administer("GET", "calls?operation=ListAliases")
assert [call["attempt"] for call in calls] == [1, 2, 3], calls
assert administer("GET", "calls/count?operation=ListAliases") == {"count": 1}

print(f"boto3 {boto3.__version__}")
