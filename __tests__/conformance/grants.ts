import { ACCOUNT } from '../support/engine.js';
import { createGrant, grantIds, keyArn, NO_GRANT_ID, OTHER_ACCOUNT, RETIRING } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import { DRY_RUN, facts, listed, NO_ALIASES, nameOf, type Row, SERVICE } from './grant-scenes.js';
import { inferred } from './source.js';
import { apiReference, developerGuide, listedError, memberOf, requestMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER, KEY_STATE_TABLE } from './sources/common.js';
import { emulated } from './sources/emulators.js';
import { measured } from './sources/floci.js';
import { asserted } from './sources/localstack.js';

const SHOWN_GRANT = developerGuide('create-grant-overview', 'Using grant constraints', 'grant-constraints');

const LIST: readonly Row[] = [
  [
    'list-key-arn',
    'Entries name the key by its ARN.',
    SHOWN_GRANT,
    async (kms) => {
      const KeyId = await keyArn(kms);
      await createGrant(kms, KeyId);
      return (await kms.call('ListGrants', { KeyId })).Grants[0]?.KeyId === KeyId;
    },
    true,
  ],
  [
    'list-issuing-account',
    'IssuingAccount is the ARN of the root of the account.',
    SHOWN_GRANT,
    listed({}, 'IssuingAccount'),
    {
      IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
    },
  ],
  ['list-unnamed', 'An unnamed grant shows an empty Name.', SHOWN_GRANT, listed({}, 'Name'), { Name: '' }],
  [
    'list-constraints',
    'Constraints show as they were given.',
    SHOWN_GRANT,
    listed({ Constraints: { EncryptionContextSubset: { A: 'b' } } }, 'Constraints'),
    { Constraints: { EncryptionContextSubset: { A: 'b' } } },
  ],
  [
    'list-no-retiring',
    'A grant without retiring principal shows none.',
    memberOf('GrantListEntry', 'RetiringPrincipal'),
    listed({}, 'RetiringPrincipal'),
    {},
  ],
  [
    'list-filter-grantee',
    'GranteePrincipal filters by the exact text.',
    requestMember('ListGrants', 'GranteePrincipal'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await createGrant(kms, KeyId);
      await createGrant(kms, KeyId, { GranteePrincipal: RETIRING });
      const { Grants } = await kms.call('ListGrants', { KeyId, GranteePrincipal: RETIRING });
      return Grants.map(({ GranteePrincipal }) => GranteePrincipal);
    },
    [RETIRING],
  ],
  [
    'list-unknown-id',
    'A GrantId that no grant has gives an empty list.',
    inferred('the member filters the list', requestMember('ListGrants', 'GrantId')),
    async (kms) => {
      const KeyId = await keyArn(kms);
      return kms.call('ListGrants', { KeyId, GrantId: NO_GRANT_ID });
    },
    { Grants: [], Truncated: false },
  ],
  [
    'list-malformed-id',
    'A malformed GrantId is refused.',
    listedError('ListGrants', 'InvalidGrantIdException'),
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('ListGrants', { KeyId, GrantId: 'none' }));
    }),
    'InvalidGrantIdException',
  ],
  [
    'list-default-limit',
    'A page has 50 grants by default.',
    requestMember('ListGrants', 'Limit'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      for (let made = 0; made < 51; made++) await createGrant(kms, KeyId);
      const { Grants, Truncated } = await kms.call('ListGrants', { KeyId });
      return [Grants.length, Truncated];
    },
    [50, true],
  ],
  [
    'list-marker',
    'A marker that is none is refused.',
    listedError('ListGrants', 'InvalidMarkerException'),
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('ListGrants', { KeyId, Marker: 'none' }));
    }),
    'InvalidMarkerException',
  ],
  [
    'list-alias',
    'An alias name is refused.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    (kms) => refused(kms.call('ListGrants', { KeyId: 'alias/none' })),
    NO_ALIASES,
  ],
];

const RETIRABLE: readonly Row[] = [
  [
    'retirable',
    'Grants on keys of other accounts are among them.',
    apiReference('ListRetirableGrants'),
    async (kms) => {
      const other = kms.as({ account: OTHER_ACCOUNT });
      const { KeyMetadata } = await other.call('CreateKey', {});
      await createGrant(other, KeyMetadata.Arn as string, { RetiringPrincipal: RETIRING });
      const { Grants } = await kms.call('ListRetirableGrants', { RetiringPrincipal: RETIRING });
      return Grants.map(({ IssuingAccount }) => IssuingAccount);
    },
    [`arn:aws:iam::${OTHER_ACCOUNT}:root`],
  ],
  [
    'retirable-none',
    'Without a principal it is refused.',
    requestMember('ListRetirableGrants', 'RetiringPrincipal'),
    nameOf((kms) => refused(kms.call('ListRetirableGrants', {}))),
    'ValidationException',
  ],
  [
    'retirable-service',
    'RetiringServicePrincipal is for the service alone.',
    inferred(
      'only callers in a service principal can use it',
      requestMember('ListRetirableGrants', 'RetiringServicePrincipal'),
    ),
    nameOf((kms) => refused(kms.call('ListRetirableGrants', { RetiringServicePrincipal: SERVICE }))),
    'AccessDeniedException',
  ],
];

const RETIRE: readonly Row[] = [
  [
    'retire-by-token',
    'The grant token alone names the grant.',
    asserted('test_retire_grant_with_grant_token'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantToken } = await createGrant(kms, KeyId);
      return [await kms.call('RetireGrant', { GrantToken }), await grantIds(kms, KeyId)];
    },
    [{}, []],
  ],
  [
    'retire-by-id',
    'Key and GrantId name the grant.',
    apiReference('RetireGrant'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantId } = await createGrant(kms, KeyId);
      return [await kms.call('RetireGrant', { KeyId, GrantId }), await grantIds(kms, KeyId)];
    },
    [{}, []],
  ],
  [
    'retire-nothing',
    'Without token, or key and GrantId, it is refused.',
    emulated('LocalStack', 'provider.py#L720'),
    (kms) => refused(kms.call('RetireGrant', {})),
    {
      name: 'ValidationException',
      message: 'Grant token OR (grant ID, key ID) must be specified',
    },
  ],
  [
    'retire-bad-token',
    'A token that is not valid is refused.',
    listedError('RetireGrant', 'InvalidGrantTokenException'),
    nameOf((kms) => refused(kms.call('RetireGrant', { GrantToken: 'none' }))),
    'InvalidGrantTokenException',
  ],
  [
    'retire-unknown',
    'A GrantId that no grant has is not found.',
    inferred('moto answers so to RevokeGrant', emulated('moto', 'models.py#L207')),
    async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RetireGrant', { KeyId, GrantId: NO_GRANT_ID }));
    },
    { name: 'NotFoundException', message: `Grant ID ${NO_GRANT_ID} not found` },
  ],
  [
    'retire-dry-run',
    'DryRun tells that it would succeed.',
    DRY_RUN_OF_ANOTHER,
    async (kms) => {
      const { GrantToken } = await createGrant(kms, await keyArn(kms));
      return refused(kms.call('RetireGrant', { GrantToken, DryRun: true }));
    },
    DRY_RUN,
  ],
  [
    'retire-disabled',
    'The key may be in any key state.',
    KEY_STATE_TABLE,
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantToken } = await createGrant(kms, KeyId);
      await kms.call('DisableKey', { KeyId });
      return kms.call('RetireGrant', { GrantToken });
    },
    {},
  ],
];

const REVOKE: readonly Row[] = [
  [
    'revoke',
    'The grant is gone, the answer empty.',
    asserted('test_revoke_grant'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantId } = await createGrant(kms, KeyId);
      return [await kms.call('RevokeGrant', { KeyId, GrantId }), await grantIds(kms, KeyId)];
    },
    [{}, []],
  ],
  [
    'revoke-unknown',
    'A GrantId that no grant has is not found.',
    listedError('RevokeGrant', 'NotFoundException'),
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RevokeGrant', { KeyId, GrantId: NO_GRANT_ID }));
    }),
    'NotFoundException',
  ],
  [
    'revoke-malformed',
    'A malformed GrantId is refused.',
    listedError('RevokeGrant', 'InvalidGrantIdException'),
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RevokeGrant', { KeyId, GrantId: 'none' }));
    }),
    'InvalidGrantIdException',
  ],
  [
    'revoke-alias',
    'An alias name is refused.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    (kms) => refused(kms.call('RevokeGrant', { KeyId: 'alias/none', GrantId: NO_GRANT_ID })),
    NO_ALIASES,
  ],
  [
    'revoke-dry-run',
    'DryRun tells that it would succeed.',
    DRY_RUN_OF_ANOTHER,
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantId } = await createGrant(kms, KeyId);
      return refused(kms.call('RevokeGrant', { KeyId, GrantId, DryRun: true }));
    },
    DRY_RUN,
  ],
  [
    'revoke-pending-deletion',
    'The key may be in any key state.',
    KEY_STATE_TABLE,
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { GrantId } = await createGrant(kms, KeyId);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      return kms.call('RevokeGrant', { KeyId, GrantId });
    },
    {},
  ],
];

export const GRANT_FACTS: readonly Fact[] = [
  ...facts('ListGrants', LIST),
  ...facts('ListRetirableGrants', RETIRABLE),
  ...facts('RetireGrant', RETIRE),
  ...facts('RevokeGrant', REVOKE),
];
