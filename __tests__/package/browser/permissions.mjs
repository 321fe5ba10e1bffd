// A page that asks who may do what, and why; the check reads globalThis.told.
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const role = 'arn:aws:iam::111122223333:role/orders';
const session = 'arn:aws:sts::111122223333:assumed-role/orders/worker-1';
const allow = (Action) => ({
  Version: '2012-10-17',
  Statement: { Sid: 'Orders', Effect: 'Allow', Action, Resource: '*' },
});

async function askAround() {
  const kms = localKms({
    region: 'eu-west-1',
    accountId: '111122223333',
    keys: [{ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', Alias: 'alias/orders' }],
    iam: { roles: { [role]: { policies: [allow('kms:Encrypt')] } } },
  });
  const client = kms.as({ principal: session }).attach(new KMSClient({}));
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1]) }),
  );
  const denied = await client.send(new DecryptCommand({ CiphertextBlob })).catch((error) => error);
  await kms.iam.putRole(role, { policies: [allow('kms:*')] });
  await client.send(new DecryptCommand({ CiphertextBlob }));
  const { Records } = await kms.cloudTrail();
  return {
    why: String(await kms.explain(denied))
      .split('\n')
      .at(1),
    access: await kms.access({ operations: ['Decrypt', 'DisableKey'] }),
    least: (await kms.policies.leastPrivilege(role)).Statement[0].Action,
    trail: Records.map(({ eventName, errorCode }) => [eventName, errorCode ?? 'no error']),
  };
}

globalThis.told = undefined;
askAround().then(
  (told) => {
    globalThis.told = told;
  },
  (error) => {
    globalThis.told = error.message;
  },
);
