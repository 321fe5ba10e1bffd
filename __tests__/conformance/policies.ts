import { ACCOUNT } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { type Fail, factsOf, newKey, onKey } from './key-scenes.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('policies');

const DEFAULT = `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::${ACCOUNT}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;

function policy(statement: object = {}): string {
  const all = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*', ...statement };
  return JSON.stringify({ Version: '2012-10-17', Statement: [all] });
}

function malformed(message?: string): Fail {
  return { name: 'MalformedPolicyDocumentException', message };
}

const LOCKED_OUT = malformed('The new key policy will not allow you to update the key policy in the future.');

/** The policy of a key after it was given one. */
function stored(Policy: string): Fact['run'] {
  return async (kms) => {
    const { KeyId } = await newKey(kms);
    await kms.call('PutKeyPolicy', { KeyId, Policy });
    return JSON.parse((await kms.call('GetKeyPolicy', { KeyId })).Policy).Statement;
  };
}

const REFUSED: readonly [id: string, says: string, source: Fact['source'], Policy: string, expected: Fail][] = [
  ['not-json', 'Text that is not JSON is refused without a message.', TO_BE_SOURCED.IS, 'not json', malformed()],
  [
    'group',
    'An IAM group is no principal.',
    TO_BE_SOURCED.IS,
    policy({ Principal: { AWS: 'arn:aws:iam::000000000000:group/Admins' } }),
    malformed('Policy contains a statement with one or more invalid principals.'),
  ],
  [
    'truncated-arn',
    'A principal that begins as an ARN and is none is refused.',
    TO_BE_SOURCED.IS,
    policy({ Principal: { AWS: 'arn:aws:iam' } }),
    { name: 'InvalidArnException', message: 'An ARN in the specified key policy is invalid.' },
  ],
  [
    'locks-out',
    'The caller must stay able to change the policy.',
    TO_BE_SOURCED.IS,
    policy({ Action: 'kms:Decrypt' }),
    LOCKED_OUT,
  ],
  [
    'locks-out-by-deny',
    'A Deny of kms:PutKeyPolicy locks out too.',
    TO_BE_SOURCED.I,
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:PutKeyPolicy', Resource: '*' },
      ],
    }),
    LOCKED_OUT,
  ],
];

export const POLICY_FACTS: readonly Fact[] = [
  fact(
    'default',
    'GetKeyPolicy',
    'The default key policy, byte for byte.',
    TO_BE_SOURCED.LS,
    onKey('GetKeyPolicy', { input: { PolicyName: 'default' } }),
    { Policy: DEFAULT, PolicyName: 'default' },
  ),
  fact(
    'name-omitted',
    'GetKeyPolicy',
    'The PolicyName may be left out, and is told.',
    TO_BE_SOURCED.D,
    onKey('GetKeyPolicy'),
    {
      Policy: DEFAULT,
      PolicyName: 'default',
    },
  ),
  fact(
    'other-name',
    'GetKeyPolicy',
    'There is no policy of another name.',
    TO_BE_SOURCED.E,
    onKey('GetKeyPolicy', { input: { PolicyName: 'other' } }),
    { name: 'NotFoundException', message: 'No such policy exists' },
  ),
  fact('list', 'ListKeyPolicies', 'Every key has the policy default.', TO_BE_SOURCED.D, onKey('ListKeyPolicies'), {
    PolicyNames: ['default'],
    Truncated: false,
  }),
  ...REFUSED.flatMap(([id, says, source, Policy, expected]) => [
    fact(`put-${id}`, 'PutKeyPolicy', says, source, onKey('PutKeyPolicy', { input: { Policy } }), expected),
    fact(
      `create-${id}`,
      'CreateKey',
      says,
      TO_BE_SOURCED.I,
      (kms) => refused(kms.call('CreateKey', { Policy })),
      expected,
    ),
  ]),
  fact(
    'put-answer',
    'PutKeyPolicy',
    'The answer is empty, for a disabled key too.',
    TO_BE_SOURCED.D,
    onKey('PutKeyPolicy', { input: { Policy: policy() }, state: 'Disabled' }),
    {},
  ),
  fact(
    'put-pending-deletion',
    'PutKeyPolicy',
    'A key pending deletion gets a policy.',
    TO_BE_SOURCED.D,
    onKey('PutKeyPolicy', { input: { Policy: policy() }, state: 'PendingDeletion' }),
    {},
  ),
  fact(
    'put-bypass',
    'PutKeyPolicy',
    'BypassPolicyLockoutSafetyCheck lets a caller lock itself out.',
    TO_BE_SOURCED.D,
    onKey('PutKeyPolicy', {
      input: { Policy: policy({ Action: 'kms:Decrypt' }), BypassPolicyLockoutSafetyCheck: true },
    }),
    {},
  ),
  fact(
    'put-other-name',
    'PutKeyPolicy',
    'No other PolicyName can be written.',
    TO_BE_SOURCED.E,
    onKey('PutKeyPolicy', { input: { Policy: policy(), PolicyName: 'other' } }),
    { name: 'UnsupportedOperationException', message: 'Only default policy is supported' },
  ),
  fact(
    'put-too-long',
    'PutKeyPolicy',
    'A policy of more than 32 KB exceeds a quota.',
    TO_BE_SOURCED.D,
    async (kms) =>
      ((await onKey('PutKeyPolicy', { input: { Policy: policy({ Sid: 'x'.repeat(33_000) }) } })(kms)) as Fail).name,
    'LimitExceededException',
  ),
  fact(
    'account-id',
    'PutKeyPolicy',
    'A principal given as an account id is stored as the ARN of its root.',
    TO_BE_SOURCED.D,
    stored(policy({ Principal: { AWS: ACCOUNT } })),
    [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
  ),
];
