import { ACCOUNT, REGION } from '../support/engine.js';
import { createGrant, GRANTEE, keyArn, RETIRING } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import {
  creationRefused,
  DRY_RUN,
  facts,
  NO_ALIASES,
  nameOf,
  type Row,
  SERVICE,
  SOURCE_ARN,
  twice,
} from './grant-scenes.js';
import { inferred } from './source.js';
import { developerGuide, listedError, requestMember, responseMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER, KEY_STATE_TABLE } from './sources/common.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';
import { recorded } from './sources/localstack.js';

const GRANTEE_PRINCIPAL = developerGuide('grants', 'Grantee principal', 'terms-grantee-principal');

const CREATE: readonly Row[] = [
  [
    'create-id',
    'A GrantId has 64 lower-case hexadecimal digits.',
    responseMember('CreateGrant', 'GrantId'),
    async (kms) => /^[0-9a-f]{64}$/.test((await createGrant(kms, await keyArn(kms))).GrantId),
    true,
  ],
  [
    'create-token',
    'A grant token is base64url text of a few hundred characters that begins with AQpA.',
    responseMember('CreateGrant', 'GrantToken'),
    async (kms) => /^AQpA[\w-]{200,600}$/.test((await createGrant(kms, await keyArn(kms))).GrantToken),
    true,
  ],
  [
    'create-unnamed',
    'Without a Name each request makes a new grant.',
    requestMember('CreateGrant', 'Name'),
    twice({}, {}),
    { sameId: false, sameToken: false },
  ],
  [
    'create-retry',
    'With a Name and identical members the GrantId is the same and the token is new.',
    requestMember('CreateGrant', 'Name'),
    twice({ Name: 'n' }, { Name: 'n' }),
    { sameId: true, sameToken: false },
  ],
  [
    'create-same-name',
    'With the same Name and different members the grant is a new one.',
    requestMember('CreateGrant', 'Name'),
    twice({ Name: 'n' }, { Name: 'n', RetiringPrincipal: RETIRING }),
    { sameId: false, sameToken: false },
  ],
  [
    'create-only-create-grant',
    'A grant cannot allow CreateGrant alone.',
    quoted('ansible/ansible#31960'),
    creationRefused({ Operations: ['CreateGrant'] }),
    { name: 'ValidationException', message: 'Grants must not contain only the CreateGrant operation.' },
  ],
  [
    'create-only-create-grant-first',
    'That is checked before the grantee principal.',
    quoted('ansible/ansible#31960'),
    creationRefused({ Operations: ['CreateGrant'], GranteePrincipal: 'rds.us-east-1.amazonaws.com' }),
    { name: 'ValidationException', message: 'Grants must not contain only the CreateGrant operation.' },
  ],
  [
    'create-alias',
    'An alias name is refused.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    (kms) => refused(createGrant(kms, 'alias/none')),
    NO_ALIASES,
  ],
  [
    'create-alias-arn',
    'An alias ARN is refused.',
    quoted('hashicorp/terraform#20813'),
    (kms) => refused(createGrant(kms, `arn:aws:kms:${REGION}:${ACCOUNT}:alias/none`)),
    NO_ALIASES,
  ],
  [
    'create-group',
    'An IAM group is no principal.',
    inferred('a group is no grantee; Lambda shows the message for another principal', GRANTEE_PRINCIPAL),
    creationRefused({ GranteePrincipal: `arn:aws:iam::${ACCOUNT}:group/Admins` }),
    {
      name: 'InvalidArnException',
      message: `ARN does not refer to a valid principal: arn:aws:iam::${ACCOUNT}:group/Admins`,
    },
  ],
  [
    'create-unknown-operation',
    'An operation that is none is refused with the list of those that are.',
    inferred('values of other enumerations are refused so', recorded('test_hmac_create_key_invalid_operations')),
    nameOf(creationRefused({ Operations: ['Fly'] })),
    'ValidationException',
  ],
  [
    'create-sign-on-symmetric',
    'A grant on a symmetric encryption key cannot allow Sign.',
    requestMember('CreateGrant', 'Operations'),
    nameOf(creationRefused({ Operations: ['Sign'] })),
    'ValidationException',
  ],
  [
    'create-data-key-on-asymmetric',
    'A grant on an asymmetric key cannot allow GenerateDataKey.',
    requestMember('CreateGrant', 'Operations'),
    nameOf(creationRefused({ Operations: ['GenerateDataKey'] }, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })),
    'ValidationException',
  ],
  [
    'create-context-on-hmac',
    'Encryption context constraints are for symmetric encryption keys.',
    requestMember('CreateGrant', 'Constraints'),
    nameOf(
      creationRefused(
        { Operations: ['GenerateMac'], Constraints: { EncryptionContextEquals: { A: 'b' } } },
        { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
      ),
    ),
    'ValidationException',
  ],
  [
    'create-nine-pairs',
    'An encryption context constraint has up to 8 pairs.',
    requestMember('CreateGrant', 'Constraints'),
    nameOf(
      creationRefused({
        Constraints: { EncryptionContextSubset: Object.fromEntries([...'abcdefghi'].map((key) => [key, 'x'])) },
      }),
    ),
    'ValidationException',
  ],
  [
    'create-long-value',
    'A value in an encryption context constraint has up to 384 characters.',
    requestMember('CreateGrant', 'Constraints'),
    nameOf(creationRefused({ Constraints: { EncryptionContextSubset: { A: 'x'.repeat(385) } } })),
    'ValidationException',
  ],
  [
    'create-service-without-source-arn',
    'A grant for a service principal needs a SourceArn constraint.',
    requestMember('CreateGrant', 'GranteeServicePrincipal'),
    nameOf(creationRefused({ GranteeServicePrincipal: SERVICE, RetiringServicePrincipal: SERVICE })),
    'ValidationException',
  ],
  [
    'create-service-without-retiring',
    'A grant for a service principal needs a retiring principal.',
    requestMember('CreateGrant', 'GranteeServicePrincipal'),
    nameOf(creationRefused({ GranteeServicePrincipal: SERVICE, Constraints: { SourceArn: SOURCE_ARN } })),
    'ValidationException',
  ],
  [
    'create-two-grantees',
    'GranteePrincipal and GranteeServicePrincipal exclude each other.',
    requestMember('CreateGrant', 'GranteePrincipal'),
    nameOf(
      creationRefused({
        GranteePrincipal: GRANTEE,
        GranteeServicePrincipal: SERVICE,
        RetiringServicePrincipal: SERVICE,
        Constraints: { SourceArn: SOURCE_ARN },
      }),
    ),
    'ValidationException',
  ],
  [
    'create-two-retiring',
    'RetiringPrincipal and RetiringServicePrincipal exclude each other.',
    requestMember('CreateGrant', 'RetiringPrincipal'),
    nameOf(creationRefused({ RetiringPrincipal: RETIRING, RetiringServicePrincipal: SERVICE })),
    'ValidationException',
  ],
  [
    'create-disabled',
    'A disabled key is refused.',
    KEY_STATE_TABLE,
    creationRefused({}, {}, (kms, KeyId) => kms.call('DisableKey', { KeyId })),
    { name: 'DisabledException', message: '<arn> is disabled.' },
  ],
  [
    'create-pending-deletion',
    'A key that is pending deletion is refused.',
    measured('keyManagementRejectsAKeyPendingDeletion'),
    creationRefused({}, {}, (kms, KeyId) => kms.call('ScheduleKeyDeletion', { KeyId })),
    { name: 'KMSInvalidStateException', message: '<arn> is pending deletion.' },
  ],
  [
    'create-pending-import',
    'A key that is pending import is refused.',
    KEY_STATE_TABLE,
    creationRefused({}, { Origin: 'EXTERNAL' }),
    { name: 'KMSInvalidStateException', message: '<arn> is pending import.' },
  ],
  [
    'create-dry-run',
    'DryRun tells that it would succeed.',
    DRY_RUN_OF_ANOTHER,
    creationRefused({ DryRun: true }),
    DRY_RUN,
  ],
  [
    'create-aws-managed',
    'AWS managed keys take no grants from customers.',
    inferred('GetKeyRotationStatus of such a key is refused so', quoted('elastic/cloudbeat#1749')),
    async (kms) => {
      const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
      const { name, message } = await refused(createGrant(kms, KeyMetadata.Arn as string));
      return { name, because: message?.slice(message.indexOf('because')) };
    },
    {
      name: 'AccessDeniedException',
      because: 'because no resource-based policy allows the kms:CreateGrant action',
    },
  ],
  [
    'token-invalid',
    'A grant token that is not valid is refused.',
    listedError('Encrypt', 'InvalidGrantTokenException'),
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('Encrypt', { KeyId, Plaintext: 'text', GrantTokens: ['none'] }));
    }),
    'InvalidGrantTokenException',
  ],
];

export const CREATE_GRANT_FACTS: readonly Fact[] = facts('CreateGrant', CREATE);
