/*
 * What AccessDeniedException tells: to whom, where, and why.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import type { OperationName } from '../../../src/model/operation-types.js';
import type { IamOptions } from '../../../src/options/iam/iam-options.js';
import { plant, ROLE, SESSION } from '../../authorization/call-scene.js';
import { ACCOUNT, REGION, refusal, testKms } from '../../support/engine.js';
import { createGrant, keyArn, OTHER_ACCOUNT } from '../../support/grants.js';

const FOREIGNER = `arn:aws:iam::${OTHER_ACCOUNT}:user/Carol`;
const SERVICE = 'logs.us-east-1.amazonaws.com';
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/Keys`;
const OF_ORGANIZATION = `arn:aws:organizations::${ACCOUNT}:policy/o-a1b2c3d4e5/service_control_policy/p-12345678`;

const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const deny = (Action: string, more: object = {}) => ({ ...allow(Action, more), Effect: 'Deny' });
const to = (...AWS: string[]) => ({ Principal: { AWS } });
const ANYONE = { Principal: '*' };
/** IAM of the caller: that of a role of the account of the key, or of a user of another one. */
const ofRole = (...policies: (object | string)[]): IamOptions => ({ roles: { [ROLE]: { policies } } });
const ofForeigner = (...policies: object[]): IamOptions => ({ users: { [FOREIGNER]: { policies } } });

/** Names that the scene gives a meaning to. */
interface Names {
  readonly KeyId: string;
  readonly another: string;
  readonly CiphertextBlob: Uint8Array;
  readonly GrantToken: string;
}

interface Called {
  readonly iam: IamOptions;
  /** Beside what the account of the key itself may. */
  readonly keyPolicy?: readonly object[];
  readonly principal?: string;
  readonly account?: string;
  readonly operation: OperationName;
  readonly input: (names: Names) => object;
}

/** What a caller is told who may not; `KEY` and `ANOTHER` stand for the ARNs of the keys of the scene. */
async function told({ iam, keyPolicy = [], principal = SESSION, account, operation, input }: Called): Promise<string> {
  const kms = testKms();
  const [KeyId, another] = [await keyArn(kms), await keyArn(kms)];
  await kms.call('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: KeyId });
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
  const { GrantToken } = await createGrant(kms, KeyId);
  const Policy = JSON.stringify(policyOf(allow('kms:*', to(ACCOUNT)), ...keyPolicy));
  await kms.call('PutKeyPolicy', { KeyId, Policy });
  plant(kms, iam);
  const caller = kms.as({ principal, account: account ?? principal.split(':')[4] ?? ACCOUNT });
  const { name, message } = await refusal(
    caller.call(operation, input({ KeyId, another, CiphertextBlob, GrantToken })),
  );
  expect(name).toBe('AccessDeniedException');
  return (message as string).replace(KeyId, 'KEY').replace(another, 'ANOTHER');
}

const refused = (action: string, rest: string, who = SESSION) =>
  `User: ${who} is not authorized to perform: kms:${action} ${rest}`;
const noIdentityPolicy = (action: string) => `because no identity-based policy allows the kms:${action} action`;
const NOT_VISIBLE =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

const text = { Plaintext: new Uint8Array(1) };

describe('AccessDeniedException tells where', () => {
  const own = (operation: OperationName, input: Called['input'], allowed: readonly string[] = []): Called => ({
    iam: ofRole(...allowed.map((action) => policyOf(allow(`kms:${action}`)))),
    operation,
    input,
  });
  const foreign = (operation: OperationName, input: Called['input']): Called => ({
    ...{ iam: ofForeigner(), keyPolicy: [allow('kms:*', to(FOREIGNER))], principal: FOREIGNER },
    ...{ operation, input },
  });
  const ALIAS = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/orders`;

  it.each<[what: string, called: Called, action: string, where: string]>([
    ['the key', own('Encrypt', ({ KeyId }) => ({ KeyId, ...text })), 'Encrypt', 'on resource: KEY'],
    [
      'the key, where its alias names it',
      own('Encrypt', () => ({ KeyId: 'alias/orders', ...text })),
      'Encrypt',
      'on resource: KEY',
    ],
    ['the alias', own('DeleteAlias', () => ({ AliasName: 'alias/orders' })), 'DeleteAlias', `on resource: ${ALIAS}`],
    ['all of the account', own('ListKeys', () => ({})), 'ListKeys', 'on resource: *'],
    [
      'nowhere, of the tags of a key that is not there yet',
      own('CreateKey', () => ({ Tags: [{ TagKey: 'a', TagValue: 'b' }] }), ['CreateKey']),
      'TagResource',
      '',
    ],
    [
      'the ciphertext, where it alone names the key',
      own('Decrypt', ({ CiphertextBlob }) => ({ CiphertextBlob })),
      'Decrypt',
      'on the resource associated with this ciphertext',
    ],
    [
      'the key, where Decrypt names it',
      own('Decrypt', ({ CiphertextBlob, KeyId }) => ({ CiphertextBlob, KeyId })),
      'Decrypt',
      'on resource: KEY',
    ],
    [
      'the ciphertext, of the source of ReEncrypt',
      own('ReEncrypt', ({ CiphertextBlob, another }) => ({ CiphertextBlob, DestinationKeyId: another })),
      'ReEncryptFrom',
      'on the resource associated with this ciphertext',
    ],
    [
      'the key, where ReEncrypt names its source',
      own('ReEncrypt', ({ CiphertextBlob, KeyId, another }) => ({
        ...{ CiphertextBlob, SourceKeyId: KeyId, DestinationKeyId: another },
      })),
      'ReEncryptFrom',
      'on resource: KEY',
    ],
    [
      'the destination of ReEncrypt',
      own('ReEncrypt', ({ CiphertextBlob, another }) => ({ CiphertextBlob, DestinationKeyId: another }), [
        'ReEncryptFrom',
      ]),
      'ReEncryptTo',
      'on resource: ANOTHER',
    ],
    [
      'the key of a grant that its token names',
      own('RetireGrant', ({ GrantToken }) => ({ GrantToken })),
      'RetireGrant',
      'on resource: KEY',
    ],
    [
      'no ARN of a key of another account',
      foreign('Encrypt', ({ KeyId }) => ({ KeyId, ...text })),
      'Encrypt',
      'on this resource',
    ],
    [
      'the ciphertext also under a key of another account',
      foreign('Decrypt', ({ CiphertextBlob }) => ({ CiphertextBlob })),
      'Decrypt',
      'on the resource associated with this ciphertext',
    ],
  ])('%s', async (_what, called, action, where) => {
    const rest = [where, noIdentityPolicy(action)].filter(Boolean).join(' ');
    expect(await told(called)).toBe(refused(action, rest, called.principal));
  });
});

describe('AccessDeniedException tells why', () => {
  const encrypt = { operation: 'Encrypt' as const, input: ({ KeyId }: Names) => ({ KeyId, ...text }) };
  const FULL = policyOf(allow('kms:*'));
  const NOT_THAT = policyOf(allow('*'), deny('kms:Encrypt'));
  const own = (iam: IamOptions, more: Partial<Called> = {}): Called => ({ iam, ...encrypt, ...more });
  const foreign = (iam: IamOptions, keyPolicy: readonly object[], more: Partial<Called> = {}): Called => ({
    ...{ iam, keyPolicy, principal: FOREIGNER },
    ...{ ...encrypt, ...more },
  });
  const lets = [allow('kms:*', to(FOREIGNER))];
  const disable = { operation: 'DisableKey' as const, input: ({ KeyId }: Names) => ({ KeyId }) };
  const NO_KEY_POLICY = 'because no resource-based policy allows the kms:Encrypt action';

  it.each<[what: string, called: Called, rest: string]>([
    [
      'a Deny of the key policy',
      own(ofRole(FULL), { keyPolicy: [deny('kms:Encrypt', to(ROLE))] }),
      'on resource: KEY with an explicit deny in a resource-based policy',
    ],
    ['no key policy, to a service', own({}, { principal: SERVICE }), `on resource: KEY ${NO_KEY_POLICY}`],
    [
      'not what the key policy of another account says, to a service that calls for an account',
      own({}, { principal: SERVICE, account: OTHER_ACCOUNT }),
      `on this resource ${NOT_VISIBLE}`,
    ],
    [
      'the managed policy of IAM that denies, by its ARN',
      own({ ...ofRole(FULL, MANAGED), policies: { [MANAGED]: NOT_THAT } }),
      `on resource: KEY with an explicit deny in an identity-based policy: ${MANAGED}`,
    ],
    [
      'an inline policy that denies, without a name',
      own(ofRole(FULL, { PolicyName: 'inline', PolicyDocument: NOT_THAT })),
      'on resource: KEY with an explicit deny in an identity-based policy',
    ],
    [
      'the service control policy that denies, by its ARN',
      own({
        ...ofRole(FULL),
        ...{ policies: { [OF_ORGANIZATION]: NOT_THAT }, serviceControlPolicies: { [ACCOUNT]: [[OF_ORGANIZATION]] } },
      }),
      `on resource: KEY with an explicit deny in a service control policy: ${OF_ORGANIZATION}`,
    ],
    [
      'not which managed policy is the permissions boundary that denies',
      own({
        ...{ roles: { [ROLE]: { policies: [FULL], permissionsBoundary: MANAGED } }, policies: { [MANAGED]: NOT_THAT } },
      }),
      'on resource: KEY with an explicit deny in a permissions boundary',
    ],
    [
      'not what the key policy of another account says: it says nothing',
      foreign(ofForeigner(FULL), []),
      `on this resource ${NOT_VISIBLE}`,
    ],
    [
      'not what the key policy of another account says: it denies',
      foreign(ofForeigner(FULL), [...lets, deny('kms:Encrypt', to(FOREIGNER))]),
      `on this resource ${NOT_VISIBLE}`,
    ],
    [
      'not that the operation cannot be for keys of other accounts',
      foreign(ofForeigner(FULL), lets, disable),
      `on this resource ${NOT_VISIBLE}`,
    ],
    [
      'no policy of IAM, where the key policy of another account allows',
      foreign(ofForeigner(), lets),
      `on this resource ${noIdentityPolicy('Encrypt')}`,
    ],
    [
      'a policy of IAM that denies, where the key policy of another account allows',
      foreign(ofForeigner(FULL, NOT_THAT), lets),
      'on this resource with an explicit deny in an identity-based policy',
    ],
    [
      'a resource control policy of the account of the key',
      foreign(
        {
          ...ofForeigner(FULL),
          resourceControlPolicies: { [ACCOUNT]: [[policyOf(deny('kms:Encrypt', ANYONE))]] },
        },
        lets,
      ),
      'on this resource with an explicit deny in a resource control policy',
    ],
  ])('%s', async (_what, called, rest) => {
    expect(await told(called)).toBe(refused(called.operation, rest, called.principal));
  });
});

it('the first of several permissions that the caller does not have is told', async () => {
  const called: Called = {
    iam: ofRole(policyOf(allow('kms:ReEncryptFrom'))),
    operation: 'ReEncrypt',
    input: ({ CiphertextBlob, KeyId }) => ({ CiphertextBlob, DestinationKeyId: KeyId }),
  };
  expect(await told(called)).toBe(refused('ReEncryptTo', `on resource: KEY ${noIdentityPolicy('ReEncryptTo')}`));
  expect(await told({ ...called, iam: ofRole() })).toBe(
    refused('ReEncryptFrom', `on the resource associated with this ciphertext ${noIdentityPolicy('ReEncryptFrom')}`),
  );
});
