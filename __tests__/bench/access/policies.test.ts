import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateRandomCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { kmsMatchers } from '../../../src/bench/jest.js';
import { type IamOptions, type LocalKms, type LocalKmsOptions, localKms } from '../../../src/index.js';

expect.extend(kmsMatchers);

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY}`;

const allow = (Action: string | string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Mine', Effect: 'Allow', Action, Resource: '*' }],
});
const withRole = (...policies: object[]): IamOptions => ({ roles: { [ROLE]: { policies } } });

function world(iam: IamOptions, options: LocalKmsOptions = {}) {
  const kms = localKms({ region: 'us-east-1', keys: [{ KeyId: KEY }], iam, ...options });
  return { kms, client: clientOf(kms), orders: clientOf(kms.as({ principal: SESSION })) };
}

function clientOf(kms: Pick<LocalKms, 'attach'>): KMSClient {
  return kms.attach(new KMSClient({ region: 'us-east-1' }));
}

const encrypt = new EncryptCommand({ KeyId: KEY, Plaintext: new Uint8Array(1) });

describe('toAllow and toDeny', () => {
  const question = { principal: ROLE, operation: 'Encrypt', KeyId: KEY } as const;

  it('ask the world', async () => {
    const { kms } = world(withRole(allow('kms:Encrypt')));
    await expect(kms).toAllow(question);
    await expect(kms).toDeny({ ...question, operation: 'Decrypt' });
    await expect(kms).toDeny({ ...question, operation: 'Decrypt' }, { by: 'identity-based policy' });
    await expect(kms).not.toDeny({ ...question, operation: 'Decrypt' }, { by: 'service control policy' });
    await expect(kms).not.toAllow({ ...question, operation: 'Decrypt' });
  });

  it('fail with the explanation', async () => {
    const { kms } = world(withRole(allow('kms:Encrypt')));
    await expect(expect(kms).toDeny(question)).rejects.toThrow(
      `expected that it is denied\n\nEncrypt by ${ROLE}: allowed\n- kms:Encrypt on ${ARN}: allowed by statement \`Mine\` of identity-based policy`,
    );
    await expect(expect(kms).toAllow({ ...question, operation: 'Decrypt' })).rejects.toThrow(
      `expected that it is allowed\n\nDecrypt by ${ROLE}: denied\n- kms:Decrypt on ${ARN}: denied, no identity-based policy allows it`,
    );
    await expect(expect({}).toAllow(question)).rejects.toThrow('it has no can()');
  });
});

describe('iam.mode', () => {
  it("'report' carries out what would be denied, and tells it", async () => {
    const { kms, orders } = world({ mode: 'report', ...withRole(allow('kms:DescribeKey')) });
    expect((await orders.send(encrypt)).KeyId).toBe(ARN);
    const [call] = kms.calls('Encrypt');
    expect(call).toMatchObject({
      output: { KeyId: ARN },
      decisions: [{ allowed: false, kind: 'implicit', by: 'identity-based policy' }],
    });
  });

  it('is one of two', () => {
    expect(() => localKms({ iam: { mode: 'soft' } as never })).toThrow(
      new TypeError('[localkms] options.iam.mode: expected one of enforce, report; got "soft"'),
    );
  });
});

describe('iam.strictPrincipals', () => {
  const policyFor = (principal: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:Decrypt', Resource: '*' },
      ],
    });

  it.each([true, false])('%s: a key policy may name a role that is not here', async (strictPrincipals) => {
    const { client } = world({ strictPrincipals, ...withRole() });
    await client.send(new CreateKeyCommand({ Policy: policyFor(ROLE) }));
    const put = client.send(
      new PutKeyPolicyCommand({ KeyId: KEY, Policy: policyFor(`arn:aws:iam::${ACCOUNT}:role/gone`) }),
    );
    if (!strictPrincipals) await put;
    else {
      await expect(put).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
        message: 'Policy contains a statement with one or more invalid principals.',
      });
    }
  });
});

describe('leastPrivilege', () => {
  it('allows the same calls again, and nothing else', async () => {
    const EncryptionContext = { tenant: 'acme' };
    const calls = async ({ orders }: ReturnType<typeof world>) => {
      const { CiphertextBlob } = await orders.send(
        new GenerateDataKeyCommand({ KeyId: KEY, KeySpec: 'AES_256', EncryptionContext }),
      );
      await orders.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
      await orders.send(new GenerateRandomCommand({ NumberOfBytes: 1 }));
    };
    const wide = world(withRole(allow('kms:*')));
    await calls(wide);
    const policy = await wide.kms.policies.leastPrivilege(ROLE, { encryptionContext: true });
    const narrow = world(withRole(policy));
    await calls(narrow);
    const denied = { name: 'AccessDeniedException' };
    await expect(narrow.orders.send(encrypt)).rejects.toMatchObject(denied);
    await expect(
      narrow.orders.send(new GenerateDataKeyCommand({ KeyId: KEY, KeySpec: 'AES_256' })),
    ).rejects.toMatchObject(denied);
    const { KeyMetadata } = await narrow.client.send(new CreateKeyCommand({}));
    await expect(
      narrow.orders.send(
        new GenerateDataKeyCommand({ KeyId: KeyMetadata?.KeyId, KeySpec: 'AES_256', EncryptionContext }),
      ),
    ).rejects.toMatchObject(denied);
  });
});

describe('replay', () => {
  it('lists the calls that other policies of IAM would deny, and those that they would allow', async () => {
    const { kms, orders } = world(withRole(allow('kms:Encrypt')));
    await orders.send(encrypt);
    await orders.send(new GenerateRandomCommand({ NumberOfBytes: 1 })).catch(() => {});
    expect(await kms.policies.replay({})).toEqual([]);
    await expect(kms.policies.replay({ keypolicies: {} } as never)).rejects.toThrow(
      '[localkms] policies.keypolicies: there is no such option, only iam, keyPolicies',
    );
    const changed = await kms.policies.replay({ iam: withRole(allow('kms:GenerateRandom')) });
    expect(changed.map(({ call, before, after }) => [call.operation, before.allowed, after.allowed])).toEqual([
      ['Encrypt', true, false],
      ['GenerateRandom', false, true],
    ]);
    await expect(orders.send(encrypt)).resolves.toMatchObject({ KeyId: ARN });
  });

  it('takes key policies', async () => {
    const { kms, orders } = world(withRole(allow('kms:*')));
    await orders.send(encrypt);
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:Decrypt', Resource: '*' }],
    };
    const [changed] = await kms.policies.replay({ keyPolicies: { [ARN]: document } });
    expect(changed?.after.message).toBe(
      `User: ${SESSION} is not authorized to perform: kms:Encrypt on resource: ${ARN} because no resource-based policy allows the kms:Encrypt action`,
    );
    await expect(kms.policies.replay({ keyPolicies: { [`${ARN}0`]: document } })).rejects.toThrow(
      `[localkms] there is no key ${ARN}0`,
    );
    await expect(kms.policies.replay({ keyPolicies: { [ARN]: {} } })).rejects.toThrow(`policies.keyPolicies.${ARN}`);
  });
});
