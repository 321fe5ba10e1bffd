import { DeleteAliasCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../../../src/index.js';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId}`;
const ALLOW_ALL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } };

function world(): LocalKms {
  return localKms({
    region: 'us-east-1',
    keys: [{ KeyId, Alias: 'alias/orders' }],
    iam: { roles: { [ROLE]: { policies: [ALLOW_ALL] } } },
  });
}

const circle: { self?: unknown } = {};
circle.self = circle;

const PRINCIPAL = 'expected the ARN of an IAM or STS principal, such as "arn:aws:iam::000000000000:role/app"; got';
const SERIALIZATION = 'AWS KMS refuses this input of Encrypt with SerializationException';
const VALIDATION = 'with ValidationException: 1 validation error detected: Value';

type Odd = readonly [what: string, ask: (kms: LocalKms) => Promise<unknown>, message: string];
/** Questions as no types allow them. */
const can =
  (question: object) =>
  (kms: LocalKms): Promise<unknown> =>
    kms.can(question as never);
const access =
  (question: unknown) =>
  (kms: LocalKms): Promise<unknown> =>
    kms.access(question as never);
const least =
  (...given: unknown[]) =>
  (kms: LocalKms): Promise<unknown> =>
    kms.policies.leastPrivilege(...(given as [string]));
const replay =
  (policies: unknown) =>
  (kms: LocalKms): Promise<unknown> =>
    kms.policies.replay(policies as never);

const ODD: readonly Odd[] = [
  [
    'can: a KeyId that is null',
    can({ operation: 'Encrypt', KeyId: null }),
    `question: AWS KMS refuses this input of Encrypt ${VALIDATION} null at 'keyId' failed to satisfy constraint: Member must not be null`,
  ],
  ...(
    [
      [{ operation: 'Encrypt' }, 'keyId'],
      [{ operation: 'Encrypt', KeyId: undefined }, 'keyId'],
      [{ operation: 'PutKeyPolicy' }, 'keyId'],
      [{ operation: 'ListGrants' }, 'keyId'],
      [{ operation: 'RevokeGrant', GrantId: 'a' }, 'keyId'],
      [{ operation: 'ReEncrypt', SourceKeyId: KeyId }, 'destinationKeyId'],
      [{ operation: 'CreateAlias', AliasName: 'alias/new' }, 'targetKeyId'],
      [{ operation: 'CreateAlias', TargetKeyId: KeyId }, 'aliasName'],
      [{ operation: 'UpdateAlias', AliasName: 'alias/orders' }, 'targetKeyId'],
      [{ operation: 'DeleteAlias' }, 'aliasName'],
      [{ operation: 'UpdatePrimaryRegion', KeyId }, 'primaryRegion'],
    ] as const
  ).map(
    ([question, missing]): Odd => [
      `can: ${question.operation} without ${missing}`,
      can({ principal: ROLE, ...question }),
      `question: AWS KMS refuses this input of ${question.operation} ${VALIDATION} null at '${missing}' failed to satisfy constraint: Member must not be null`,
    ],
  ),
  ['can: a KeyId that is a number', can({ operation: 'Encrypt', KeyId: 5 }), `question: ${SERIALIZATION}`],
  [
    'can: a KeyId that is empty',
    can({ operation: 'Encrypt', KeyId: '' }),
    "question: AWS KMS refuses this input of Encrypt with ValidationException: 2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; ",
  ],
  ['can: a context of another kind', can({ operation: 'Encrypt', EncryptionContext: 5 }), `question: ${SERIALIZATION}`],
  [
    'can: a ciphertext that is null',
    can({ operation: 'Decrypt', CiphertextBlob: null }),
    `question: AWS KMS refuses this input of Decrypt ${VALIDATION} null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null`,
  ],
  ['can: a principal that is 0', can({ operation: 'Encrypt', principal: 0 }), `question.principal: ${PRINCIPAL} 0`],
  [
    'can: a principal that is empty',
    can({ operation: 'Encrypt', principal: '' }),
    `question.principal: ${PRINCIPAL} ""`,
  ],
  [
    'can: keyId for KeyId',
    can({ operation: 'Encrypt', keyId: KeyId }),
    'question.keyId: there is no such member; is KeyId meant?',
  ],
  [
    'can: an unknown member',
    can({ operation: 'ListKeys', who: ROLE }),
    'question.who: there is no such member, only operation, principal, sessionPolicies, via, service, sourceArn, vpcEndpoint, context, accountId, region, Limit, Marker',
  ],
  ['access: null', access(null), 'question: expected an object with principals, operations, keys, input; got null'],
  [
    'access: a principal that is null',
    access({ principals: [null] }),
    'question.principals[0]: expected an ARN, or what kms.as takes; got null',
  ],
  [
    'access: a principal that is 0',
    access({ principals: [0] }),
    'question.principals[0]: expected an ARN, or what kms.as takes; got 0',
  ],
  [
    'access: a principal that is empty',
    access({ principals: [''] }),
    `question.principals[0].principal: ${PRINCIPAL} ""`,
  ],
  [
    'access: an input that is null',
    access({ input: null }),
    'question.input: expected an object with members of the input, such as EncryptionContext; got null',
  ],
  [
    'access: an unknown member of the input',
    access({ input: { Contxt: {} } }),
    'question.input.Contxt: none of the operations has such a member',
  ],
  [
    'access: an operation without a key',
    access({ operations: ['ListKeys'] }),
    'question.operations[0]: ListKeys is about no key that a KeyId names',
  ],
  ['leastPrivilege: nobody', least(), 'principal is missing: expected the ARN of a user, role or session'],
  ['leastPrivilege: null', least(null), 'principal: expected the ARN of a user, role or session; got null'],
  ['leastPrivilege: a name', least('orders'), 'principal: expected the ARN of a user, role or session; got "orders"'],
  [
    'leastPrivilege: options that are null',
    least(ROLE, null),
    'options: expected an object with encryptionContext, viaService, requestAlias; got null',
  ],
  [
    'leastPrivilege: an unknown option',
    least(ROLE, { alias: true }),
    'options.alias: there is no such option, only encryptionContext, viaService, requestAlias',
  ],
  [
    'leastPrivilege: an option of another kind',
    least(ROLE, { viaService: 's3' }),
    'options.viaService: expected true or false; got "s3"',
  ],
  ['replay: null', replay(null), 'policies: expected an object with iam, keyPolicies; got null'],
  [
    'replay: key policies that are a list',
    replay({ keyPolicies: [] }),
    'policies.keyPolicies: expected an object with key policies by ARN; got a list',
  ],
  ...[undefined, null, 5, () => {}].map(
    (policy): Odd => [
      `replay: a key policy that is ${typeof policy}`,
      replay({ keyPolicies: { 'alias/orders': policy } }),
      policy === undefined
        ? 'policies.keyPolicies.alias/orders is missing: expected a key policy, as an object or as JSON text'
        : 'policies.keyPolicies.alias/orders: expected a key policy, as an object or as JSON text; got',
    ],
  ),
  ...[circle, { Version: 1n }].map(
    (policy): Odd => [
      'replay: a key policy that JSON cannot hold',
      replay({ keyPolicies: { 'alias/orders': policy } }),
      'policies.keyPolicies.alias/orders: this object cannot be written as JSON',
    ],
  ),
];

describe('A question that cannot be', () => {
  it.each(ODD)('%s', async (_, ask, message) => {
    const error = await ask(world()).catch((error: Error) => error);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(`[localkms] ${message}`);
  });
});

describe('Calls whose input could not be', () => {
  it('are passed over by all that asks about recorded calls', async () => {
    const kms = world();
    const client = kms.as({ principal: ROLE }).attach(new KMSClient({ region: 'us-east-1' }));
    await expect(
      client.send(new EncryptCommand({ KeyId: 5 as never, Plaintext: new Uint8Array(1) })),
    ).rejects.toThrow();
    expect(await kms.policies.replay({})).toEqual([]);
    expect((await kms.policies.coverage()).statements).toHaveLength(2);
    await expect(kms.policies.leastPrivilege(ROLE)).rejects.toThrow(
      new Error(`[localkms] leastPrivilege: no call of ${ROLE} that was answered is remembered`),
    );
  });
});

describe('replay', () => {
  it('says of which calls the keys are gone', async () => {
    const kms = world();
    const client = kms.as({ principal: ROLE }).attach(new KMSClient({ region: 'us-east-1' }));
    const encrypt = new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) });
    await client.send(encrypt);
    await client.send(new DeleteAliasCommand({ AliasName: 'alias/orders' }));
    await expect(client.send(encrypt)).rejects.toMatchObject({ name: 'NotFoundException' });
    const gone = await kms.policies.replay({});
    expect(gone.map(({ call, before, after }) => [call.operation, before.allowed, after.allowed])).toEqual([
      ['Encrypt', true, false],
    ]);
    expect(String(gone[0]?.after)).toBe(
      `Encrypt by ${ROLE}: denied\n- it would fail before policies are asked: NotFoundException: Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/orders is not found.`,
    );
  });
});

describe('access', () => {
  it('gives each operation the members of the input that it has', async () => {
    const input = { EncryptionContext: { tenant: 'acme' } };
    expect(await world().access({ operations: ['Encrypt', 'DisableKey'], input, keys: [ARN] })).toEqual({
      [ROLE]: { [ARN]: { Encrypt: true, DisableKey: true } },
    });
  });
});
