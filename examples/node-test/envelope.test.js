import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { decryptFile, encryptFile } from './src/envelope.js';

const kms = localKms({ keys: [{ Alias: 'alias/files' }] });
const client = kms.attach(new KMSClient({ maxAttempts: 1 }));
beforeEach(() => kms.reset());

test('decrypts what it encrypted', async () => {
  const file = await encryptFile(client, 'alias/files', Buffer.from('a long report'));
  assert.equal(String(await decryptFile(client, file)), 'a long report');
});

test('takes a new data key for each file', async () => {
  const [one, other] = [
    await encryptFile(client, 'alias/files', Buffer.from('one')),
    await encryptFile(client, 'alias/files', Buffer.from('other')),
  ];
  assert.notDeepEqual(one.dataKey, other.dataKey);
  assert.equal(kms.calls({ operation: 'GenerateDataKey', keyId: 'alias/files' }).length, 2);
});

test('fails where AWS KMS throttles', async () => {
  kms.faults.add({ operation: 'GenerateDataKey', error: 'ThrottlingException' });
  await assert.rejects(encryptFile(client, 'alias/files', Buffer.from('x')), { name: 'ThrottlingException' });
});
