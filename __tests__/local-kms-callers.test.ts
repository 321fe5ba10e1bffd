import { CreateKeyCommand, DecryptCommand, DescribeKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { type CallerPlaceOptions, type LocalKmsOptions, localKms } from '../src/index.js';
import { clientOf } from './support/clients.js';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const SERVICE = 'logs.us-east-1.amazonaws.com';

const allow = (members: object) => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...members });
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ADMIN = allow({ Principal: { AWS: ROOT }, Condition: { StringEquals: { 'aws:PrincipalArn': ROOT } } });
const DESCRIBE = policyOf(allow({ Action: 'kms:DescribeKey' }));

/** Whether a caller may describe a key of that policy; else the reason of the refusal. */
async function outcome(keyPolicy: object | undefined, caller: CallerPlaceOptions, options: LocalKmsOptions = {}) {
  const kms = localKms({ accountId: ACCOUNT, ...options });
  const { KeyMetadata } = await clientOf(kms).send(
    new CreateKeyCommand(keyPolicy ? { Policy: JSON.stringify(keyPolicy), BypassPolicyLockoutSafetyCheck: true } : {}),
  );
  const { message } = await clientOf(kms.as(caller))
    .send(new DescribeKeyCommand({ KeyId: KeyMetadata?.Arn }))
    .then(
      () => ({ message: 'allowed' }),
      (error: Error) => error,
    );
  return message.replace(/^.* (because|with) /, '$1 ');
}

const NOT_BY_KEY = 'because no resource-based policy allows the kms:DescribeKey action';
const NOT_BY_IAM = 'because no identity-based policy allows the kms:DescribeKey action';
const NOT_BY_SESSION = 'because no session policy allows the kms:DescribeKey action';
const NOT_BY_ENDPOINT = 'because no VPC endpoint policy allows the kms:DescribeKey action';
const when = (condition: object) => policyOf(allow({ Principal: { AWS: ROOT }, Condition: condition }));
const sends = policyOf(allow({ Action: 'kms:Sign' }));
const withRole = (policies: readonly object[], tags: Record<string, string> = {}): LocalKmsOptions => ({
  iam: { roles: { [ROLE]: { policies, tags } } },
});

describe('kms.as', () => {
  it('calls as a session of a role, in messages and in the trail', async () => {
    const kms = localKms({ accountId: ACCOUNT, keys: [{ Alias: 'alias/orders' }], ...withRole([]) });
    const { Arn } = kms.key('alias/orders');
    await expect(
      clientOf(kms.as({ principal: ROLE })).send(new DescribeKeyCommand({ KeyId: Arn })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/orders/localkms is not authorized to perform: kms:DescribeKey on resource: ${Arn} ${NOT_BY_IAM}`,
    });
    const [event] = await kms.events({ eventName: 'DescribeKey' });
    expect(event?.userIdentity.arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/orders/localkms`);
  });

  it.each<[string, object | undefined, CallerPlaceOptions, LocalKmsOptions, string]>([
    ['a session, IAM not configured', undefined, { principal: SESSION }, {}, 'allowed'],
    ['a session whose role may', undefined, { principal: SESSION }, withRole([DESCRIBE]), 'allowed'],
    ['a session whose role may not', undefined, { principal: SESSION }, withRole([sends]), NOT_BY_IAM],
    ['a user who is not there', undefined, { principal: USER }, withRole([DESCRIBE]), NOT_BY_IAM],
    ['the root user', undefined, {}, withRole([]), 'allowed'],
    [
      'session policies that allow',
      undefined,
      { principal: SESSION, sessionPolicies: [sends, DESCRIBE] },
      {},
      'allowed',
    ],
    ['session policies that do not', undefined, { principal: SESSION, sessionPolicies: [sends] }, {}, NOT_BY_SESSION],
    [
      'tags of the role',
      when({ StringEquals: { 'aws:PrincipalTag/team': 'a' } }),
      { principal: SESSION },
      withRole([DESCRIBE], { team: 'a' }),
      'allowed',
    ],
    [
      'other tags of the role',
      when({ StringEquals: { 'aws:PrincipalTag/team': 'a' } }),
      { principal: SESSION },
      withRole([DESCRIBE], { team: 'b' }),
      NOT_BY_KEY,
    ],
    [
      'tags of the session',
      when({ StringEquals: { 'aws:PrincipalTag/team': 'a' } }),
      { principal: SESSION, context: { 'aws:PrincipalTag/team': 'a' } },
      withRole([DESCRIBE], { team: 'b' }),
      'allowed',
    ],
    ['a service', policyOf(ADMIN, allow({ Principal: { Service: SERVICE } })), { service: SERVICE }, {}, 'allowed'],
    [
      'another service',
      policyOf(ADMIN, allow({ Principal: { Service: SERVICE } })),
      { service: 's3.amazonaws.com' },
      {},
      NOT_BY_KEY,
    ],
    ['a service that no key policy names', undefined, { service: SERVICE }, {}, NOT_BY_KEY],
    [
      'the source of a service',
      policyOf(
        ADMIN,
        allow({ Principal: { Service: SERVICE }, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:*:a' } } }),
      ),
      { service: SERVICE, sourceArn: `arn:aws:logs:us-east-1:${ACCOUNT}:a` },
      {},
      'allowed',
    ],
    [
      'another source',
      policyOf(
        ADMIN,
        allow({ Principal: { Service: SERVICE }, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:*:a' } } }),
      ),
      { service: SERVICE, sourceArn: `arn:aws:logs:us-east-1:${ACCOUNT}:b` },
      {},
      NOT_BY_KEY,
    ],
    [
      'through S3',
      when({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
      { via: 's3' },
      {},
      'allowed',
    ],
    [
      'not through S3',
      when({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
      { via: 'ec2' },
      {},
      NOT_BY_KEY,
    ],
    [
      'through an endpoint that lets it',
      undefined,
      { vpcEndpoint: { id: 'vpce-0a1b2c3d', policy: DESCRIBE } },
      {},
      'allowed',
    ],
    [
      'through an endpoint that does not',
      undefined,
      { vpcEndpoint: { id: 'vpce-0a1b2c3d', policy: sends } },
      {},
      NOT_BY_ENDPOINT,
    ],
    ...(
      [
        ['everybody', '*', 'allowed'],
        ['everybody as AWS', { AWS: '*' }, 'allowed'],
        ['the caller', { AWS: USER }, 'allowed'],
        ['another user', { AWS: `${USER}s` }, NOT_BY_ENDPOINT],
        ['the account, which is its root user', { AWS: ACCOUNT }, NOT_BY_ENDPOINT],
      ] as const
    ).map(([what, Principal, expected]): [string, undefined, CallerPlaceOptions, LocalKmsOptions, string] => {
      const policy = policyOf(allow({ Principal, Action: 'kms:DescribeKey' }));
      const caller = { principal: USER, vpcEndpoint: { id: 'vpce-0a1b2c3d', policy } };
      return [`through an endpoint for ${what}`, undefined, caller, {}, expected];
    }),
    [
      'through an endpoint for the account, by its root user',
      undefined,
      { vpcEndpoint: { id: 'vpce-0a1b2c3d', policy: policyOf(allow({ Principal: { AWS: ACCOUNT } })) } },
      {},
      'allowed',
    ],
    [
      'the endpoint of a condition',
      when({ StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } }),
      { vpcEndpoint: { id: 'vpce-0a1b2c3d' } },
      {},
      'allowed',
    ],
    ['no endpoint', when({ StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } }), {}, {}, NOT_BY_KEY],
    [
      'an address',
      when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      { context: { 'aws:SourceIp': '203.0.113.5' } },
      {},
      'allowed',
    ],
    [
      'another address',
      when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      { context: { 'aws:SourceIp': '198.51.100.5' } },
      {},
      NOT_BY_KEY,
    ],
  ])('%s', async (_, keyPolicy, caller, options, expected) => {
    expect(await outcome(keyPolicy, caller, options)).toBe(expected);
  });

  it('keeps of the world what it does not name: its principal, and how it calls', async () => {
    const options = { caller: { principal: SESSION, sessionPolicies: [policyOf(allow({ Action: 'kms:CreateKey' }))] } };
    expect(await outcome(undefined, { via: 's3' }, options)).toBe(NOT_BY_SESSION);
    expect(await outcome(undefined, { principal: SESSION }, options)).toBe('allowed');
    expect(await outcome(undefined, { accountId: ACCOUNT }, options)).toBe('allowed');
  });

  it('calls as a service in the account of the world, unless told otherwise', async () => {
    const kms = localKms({ accountId: ACCOUNT });
    kms.on('call', ({ caller }) => seen.push(caller));
    const seen: object[] = [];
    for (const accountId of [undefined, OTHER]) {
      const caller = { service: SERVICE, ...(accountId && { accountId }) };
      await clientOf(kms.as(caller))
        .send(new DescribeKeyCommand({ KeyId: 'alias/none' }))
        .catch(() => {});
    }
    expect(seen).toMatchObject([
      { accountId: ACCOUNT, principal: SERVICE },
      { accountId: OTHER, principal: SERVICE },
    ]);
  });

  it('is one caller of several of one world', async () => {
    const kms = localKms({
      accountId: ACCOUNT,
      iam: { roles: { [ROLE]: { policies: [policyOf(allow({ Action: 'kms:Encrypt' }))] } } },
    });
    const { KeyMetadata } = await clientOf(kms).send(new CreateKeyCommand({}));
    const orders = clientOf(kms.as({ principal: SESSION }));
    const { CiphertextBlob } = await orders.send(
      new EncryptCommand({ KeyId: KeyMetadata?.Arn, Plaintext: new Uint8Array([1]) }),
    );
    await expect(orders.send(new DecryptCommand({ CiphertextBlob }))).rejects.toThrow(
      `User: ${SESSION} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    );
  });
});
