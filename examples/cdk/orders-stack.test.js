import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { localKms } from 'localkms';
import { fromCloudFormation } from 'localkms/infrastructure';
import { OrdersStack } from './src/orders-stack.js';

const env = { account: '111122223333', region: 'eu-west-1' };
const stack = new OrdersStack(new App(), 'Orders', { env, tenants: ['acme', 'globex'] });
const infrastructure = fromCloudFormation(Template.fromStack(stack).toJSON(), {
  accountId: env.account,
  region: env.region,
  stackName: stack.stackName,
});
const kms = localKms({ ...infrastructure });

/** The ARN that a token of the CDK will have. */
const arn = (token) => infrastructure.arn(stack.resolve(token));
const KeyId = arn(stack.key.keyArn);
const admin = arn(stack.admin.roleArn);
const acme = arn(stack.orders.get('acme').roleArn);

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
  assert.equal(await deletes(`arn:aws:iam::${env.account}:root`), false);
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
