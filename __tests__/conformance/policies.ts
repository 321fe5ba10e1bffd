import { ACCOUNT } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { type Fail, factsOf, newKey, onKey } from './key-scenes.js';
import { inferred, type Published, type Source } from './source.js';
import { apiReference, developerGuide, requestMember } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { emulated } from './sources/emulators.js';
import { quoted } from './sources/issues.js';

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

function statement(members: object = {}): object {
  return { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*', ...members };
}

function policy(members: object = {}): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement(members)] });
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

interface Refused {
  readonly id: string;
  readonly says: string;
  readonly put: Source;
  readonly create: Source;
  readonly Policy: string;
  readonly expected: Fail;
}

const NOT_JSON = quoted('aws/aws-sdk-ruby#1784');
const GROUP = inferred(
  'Other principals that cannot be are refused so. But aws/aws-cdk#573 tells of InvalidArnException for a group',
  quoted('wandb/terraform-aws-wandb#205'),
);
const TRUNCATED = quoted('aws-samples/aws-cross-account-cicd-pipeline#35');
const SINCE_2025 = quoted('ministryofjustice/analytical-platform#7691');
const BY_DENY = inferred('The caller must stay able to call PutKeyPolicy', apiReference('PutKeyPolicy'));

const REFUSED: readonly Refused[] = [
  {
    id: 'not-json',
    says: 'Text that is not JSON is refused without a message.',
    put: inferred('CreateKey refuses it so', NOT_JSON),
    create: NOT_JSON,
    Policy: 'not json',
    expected: malformed(),
  },
  {
    id: 'group',
    says: 'An IAM group is no principal.',
    put: GROUP,
    create: GROUP,
    Policy: policy({ Principal: { AWS: 'arn:aws:iam::000000000000:group/Admins' } }),
    expected: malformed('Policy contains a statement with one or more invalid principals.'),
  },
  {
    id: 'truncated-arn',
    says: 'A principal that begins as an ARN and is none is refused.',
    put: inferred('CreateKey refuses it so', TRUNCATED),
    create: TRUNCATED,
    Policy: policy({ Principal: { AWS: 'arn:aws:iam' } }),
    expected: { name: 'InvalidArnException', message: 'An ARN in the specified key policy is invalid.' },
  },
  {
    id: 'locks-out',
    says: 'The caller must stay able to change the policy.',
    put: quoted('data-dot-all/dataall#956'),
    create: quoted('terraform-aws-modules/terraform-aws-kms#14'),
    Policy: policy({ Action: 'kms:Decrypt' }),
    expected: LOCKED_OUT,
  },
  {
    id: 'locks-out-by-deny',
    says: 'A Deny of kms:PutKeyPolicy locks out too.',
    put: BY_DENY,
    create: BY_DENY,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:PutKeyPolicy', Resource: '*' },
      ],
    }),
    expected: LOCKED_OUT,
  },
];

/** What IAM says of all services. */
const ACCOUNT_PRINCIPALS: Published = {
  evidence: 'D',
  title: 'IAM User Guide: Account principals',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
};

export const POLICY_FACTS: readonly Fact[] = [
  fact(
    'default',
    'GetKeyPolicy',
    'The default key policy, byte for byte.',
    apiReference('GetKeyPolicy'),
    onKey('GetKeyPolicy', { input: { PolicyName: 'default' } }),
    { Policy: DEFAULT, PolicyName: 'default' },
  ),
  fact(
    'name-omitted',
    'GetKeyPolicy',
    'The PolicyName may be left out, and is told.',
    requestMember('GetKeyPolicy', 'PolicyName'),
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
    emulated('moto', 'responses.py#L810'),
    onKey('GetKeyPolicy', { input: { PolicyName: 'other' } }),
    { name: 'NotFoundException', message: 'No such policy exists' },
  ),
  fact(
    'list',
    'ListKeyPolicies',
    'Every key has the policy default.',
    apiReference('ListKeyPolicies'),
    onKey('ListKeyPolicies'),
    {
      PolicyNames: ['default'],
      Truncated: false,
    },
  ),
  ...['Action', 'Resource'].flatMap((element) => {
    const says = `Since August 2025, a statement without ${element} is refused.`;
    const Policy = JSON.stringify({ Statement: [statement(), statement({ [element]: undefined })] });
    const id = `without-${element.toLowerCase()}`;
    const refusedIn = (operation: 'CreateKey' | 'PutKeyPolicy'): Fact['run'] => {
      return async (kms) => {
        const key = operation === 'PutKeyPolicy' && { KeyId: (await newKey(kms)).KeyId };
        return (await refused(kms.call(operation, { ...key, Policy }))).name;
      };
    };
    return [
      fact(
        `put-${id}`,
        'PutKeyPolicy',
        says,
        SINCE_2025,
        refusedIn('PutKeyPolicy'),
        'MalformedPolicyDocumentException',
      ),
      fact(`create-${id}`, 'CreateKey', says, SINCE_2025, refusedIn('CreateKey'), 'MalformedPolicyDocumentException'),
    ];
  }),
  ...REFUSED.flatMap(({ id, says, put, create, Policy, expected }) => [
    fact(`put-${id}`, 'PutKeyPolicy', says, put, onKey('PutKeyPolicy', { input: { Policy } }), expected),
    fact(`create-${id}`, 'CreateKey', says, create, (kms) => refused(kms.call('CreateKey', { Policy })), expected),
  ]),
  fact(
    'put-answer',
    'PutKeyPolicy',
    'The answer is empty, for a disabled key too.',
    apiReference('PutKeyPolicy'),
    onKey('PutKeyPolicy', { input: { Policy: policy() }, state: 'Disabled' }),
    {},
  ),
  fact(
    'put-pending-deletion',
    'PutKeyPolicy',
    'A key pending deletion gets a policy.',
    KEY_STATE_TABLE,
    onKey('PutKeyPolicy', { input: { Policy: policy() }, state: 'PendingDeletion' }),
    {},
  ),
  fact(
    'put-bypass',
    'PutKeyPolicy',
    'BypassPolicyLockoutSafetyCheck lets a caller lock itself out.',
    requestMember('PutKeyPolicy', 'BypassPolicyLockoutSafetyCheck'),
    onKey('PutKeyPolicy', {
      input: { Policy: policy({ Action: 'kms:Decrypt' }), BypassPolicyLockoutSafetyCheck: true },
    }),
    {},
  ),
  fact(
    'put-other-name',
    'PutKeyPolicy',
    'No other PolicyName can be written.',
    emulated('LocalStack', 'provider.py#L1484'),
    onKey('PutKeyPolicy', { input: { Policy: policy(), PolicyName: 'other' } }),
    { name: 'UnsupportedOperationException', message: 'Only default policy is supported' },
  ),
  fact(
    'put-too-long',
    'PutKeyPolicy',
    'A policy of more than 32 KB exceeds a quota.',
    developerGuide('resource-limits', 'Key policy document size: 32 KB', 'key-policy-limit'),
    async (kms) =>
      ((await onKey('PutKeyPolicy', { input: { Policy: policy({ Sid: 'x'.repeat(33_000) }) } })(kms)) as Fail).name,
    'LimitExceededException',
  ),
  fact(
    'account-id',
    'PutKeyPolicy',
    'A principal given as an account id is stored as the ARN of its root.',
    inferred('A service may turn the account ID into the ARN', ACCOUNT_PRINCIPALS),
    stored(policy({ Principal: { AWS: ACCOUNT } })),
    [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
  ),
];
