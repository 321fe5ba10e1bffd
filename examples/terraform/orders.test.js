import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { fromTerraform } from 'localkms/infrastructure';

const infrastructure = fromTerraform(readFileSync(new URL('plan.json', import.meta.url), 'utf8'));
const kms = localKms({ ...infrastructure });

const KeyId = infrastructure.arn('aws_kms_key.orders');
const admin = infrastructure.arn('aws_iam_role.admin');
const acme = infrastructure.arn('aws_iam_role.orders["acme"]');

test('the orders role decrypts for its tenant only', async () => {
  const client = kms.as({ principal: acme }).attach(new KMSClient({ maxAttempts: 1 }));
  const EncryptionContext = { tenant: 'acme' };
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/orders', Plaintext: Buffer.from('an order'), EncryptionContext }),
  );
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  assert.equal(Buffer.from(Plaintext).toString(), 'an order');

  const other = await kms.can({
    principal: acme,
    operation: 'Decrypt',
    KeyId,
    EncryptionContext: { tenant: 'globex' },
  });
  assert.equal(other.allowed, false);
});

test('nobody but the admin deletes the key', async () => {
  const deletes = async (principal) => (await kms.can({ principal, operation: 'ScheduleKeyDeletion', KeyId })).allowed;
  assert.equal(await deletes(admin), true);
  assert.equal(await deletes(acme), false);
  assert.equal(await deletes(`arn:aws:iam::${infrastructure.accountId}:root`), false);
});

test('a denial says which statement was nearest to allowing it', async () => {
  const client = kms.as({ principal: acme }).attach(new KMSClient({ maxAttempts: 1 }));
  const input = { KeyId, Plaintext: Buffer.from('x'), EncryptionContext: { tenant: 'globex' } };
  const error = await client.send(new EncryptCommand(input)).catch((thrown) => thrown);
  assert.equal(error.name, 'AccessDeniedException');

  const { explanation } = await kms.explain(error);
  console.log(explanation);
  assert.match(explanation, /OwnTenant/);
  assert.match(explanation, /acme/);
});
