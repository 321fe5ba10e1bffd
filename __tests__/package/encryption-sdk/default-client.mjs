// The library makes its own clients here; localkms/auto answers them.
import { equal } from 'node:assert/strict';
import { buildClient, KmsKeyringNode } from '@aws-crypto/client-node';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { kms } from 'localkms/auto';

const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
const keyring = new KmsKeyringNode({ generatorKeyId: KeyMetadata.Arn });
const { encrypt, decrypt } = buildClient();

const { result } = await encrypt(keyring, 'the quick brown fox', { encryptionContext: { tenant: 'acme' } });
const { plaintext } = await decrypt(keyring, result);
equal(plaintext.toString(), 'the quick brown fox');
equal(
  kms
    .calls()
    .map(({ operation }) => operation)
    .join(),
  'CreateKey,GenerateDataKey,Decrypt',
);
