import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';
import { clientOf } from '../support/clients.js';

const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const REFUSAL = 'Policy contains a statement with one or more invalid principals.';

const policyFor = (Principal: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*' },
  ],
});

const withRole = (strictPrincipals: boolean) => ({
  accountId: ACCOUNT,
  iam: { roles: { [ROLE]: {} }, strictPrincipals },
});

const THERE: readonly object[] = [
  { AWS: '*' },
  { AWS: ACCOUNT },
  { AWS: [ROOT, ROLE] },
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s` },
  { AWS: `arn:aws:sts::${ACCOUNT}:federated-user/f` },
  { AWS: 'arn:aws:iam::444455556666:role/unknown' },
  { Service: 's3.amazonaws.com' },
];
const NOT_THERE: readonly object[] = [
  { AWS: `arn:aws:iam::${ACCOUNT}:role/orders` },
  { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:user/alice`] },
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/other/s` },
];

describe('iam.strictPrincipals', () => {
  it.each(THERE)('takes a key policy for %j', async (principal) => {
    const Policy = JSON.stringify(policyFor(principal));
    await expect(clientOf(localKms(withRole(true))).send(new CreateKeyCommand({ Policy }))).resolves.toBeDefined();
  });

  it.each(NOT_THERE)('refuses a key policy for %j, of CreateKey, of PutKeyPolicy and of a seed', async (principal) => {
    const Policy = JSON.stringify(policyFor(principal));
    const refusal = { name: 'MalformedPolicyDocumentException', message: REFUSAL };
    const client = clientOf(localKms(withRole(true)));
    await expect(client.send(new CreateKeyCommand({ Policy }))).rejects.toMatchObject(refusal);
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    await expect(client.send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, Policy }))).rejects.toMatchObject(
      refusal,
    );
    const keys = [{ Policy: policyFor(principal) }];
    expect(() => localKms({ ...withRole(true), keys })).toThrow(
      new TypeError(
        `[localkms] options.keys[0].Policy: AWS KMS refuses this with MalformedPolicyDocumentException: ${REFUSAL}`,
      ),
    );
  });

  it.each(NOT_THERE)('takes %j where it is false', async (principal) => {
    const Policy = JSON.stringify(policyFor(principal));
    await expect(clientOf(localKms(withRole(false))).send(new CreateKeyCommand({ Policy }))).resolves.toBeDefined();
  });
});
