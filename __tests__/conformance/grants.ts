import { ACCOUNT } from '../support/engine.js';
import { createGrant, grantIds, keyArn, NO_GRANT_ID, OTHER_ACCOUNT, RETIRING } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import { DRY_RUN, facts, listed, NO_ALIASES, nameOf, type Row, SERVICE } from './grant-scenes.js';
import { TO_BE_SOURCED } from './source.js';

const LIST: readonly Row[] = [
  [
    'list-key-arn',
    'Entries name the key by its ARN.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    listed({}, 'IssuingAccount'),
    {
      IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
    },
  ],
  ['list-unnamed', 'An unnamed grant shows an empty Name.', TO_BE_SOURCED.D, listed({}, 'Name'), { Name: '' }],
  [
    'list-constraints',
    'Constraints show as they were given.',
    TO_BE_SOURCED.D,
    listed({ Constraints: { EncryptionContextSubset: { A: 'b' } } }, 'Constraints'),
    { Constraints: { EncryptionContextSubset: { A: 'b' } } },
  ],
  [
    'list-no-retiring',
    'A grant without retiring principal shows none.',
    TO_BE_SOURCED.D,
    listed({}, 'RetiringPrincipal'),
    {},
  ],
  [
    'list-filter-grantee',
    'GranteePrincipal filters by the exact text.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.I,
    async (kms) => {
      const KeyId = await keyArn(kms);
      return kms.call('ListGrants', { KeyId, GrantId: NO_GRANT_ID });
    },
    { Grants: [], Truncated: false },
  ],
  [
    'list-malformed-id',
    'A malformed GrantId is refused.',
    TO_BE_SOURCED.D,
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('ListGrants', { KeyId, GrantId: 'none' }));
    }),
    'InvalidGrantIdException',
  ],
  [
    'list-default-limit',
    'A page has 50 grants by default.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('ListGrants', { KeyId, Marker: 'none' }));
    }),
    'InvalidMarkerException',
  ],
  [
    'list-alias',
    'An alias name is refused.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('ListGrants', { KeyId: 'alias/none' })),
    NO_ALIASES,
  ],
];

const RETIRABLE: readonly Row[] = [
  [
    'retirable',
    'Grants on keys of other accounts are among them.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    nameOf((kms) => refused(kms.call('ListRetirableGrants', {}))),
    'ValidationException',
  ],
  [
    'retirable-service',
    'RetiringServicePrincipal is for the service alone.',
    TO_BE_SOURCED.D,
    nameOf((kms) => refused(kms.call('ListRetirableGrants', { RetiringServicePrincipal: SERVICE }))),
    'AccessDeniedException',
  ],
];

const RETIRE: readonly Row[] = [
  [
    'retire-by-token',
    'The grant token alone names the grant.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.E,
    (kms) => refused(kms.call('RetireGrant', {})),
    {
      name: 'ValidationException',
      message: 'Grant token OR (grant ID, key ID) must be specified',
    },
  ],
  [
    'retire-bad-token',
    'A token that is not valid is refused.',
    TO_BE_SOURCED.D,
    nameOf((kms) => refused(kms.call('RetireGrant', { GrantToken: 'none' }))),
    'InvalidGrantTokenException',
  ],
  [
    'retire-unknown',
    'A GrantId that no grant has is not found.',
    TO_BE_SOURCED.E,
    async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RetireGrant', { KeyId, GrantId: NO_GRANT_ID }));
    },
    { name: 'NotFoundException', message: `Grant ID ${NO_GRANT_ID} not found` },
  ],
  [
    'retire-dry-run',
    'DryRun tells that it would succeed.',
    TO_BE_SOURCED.LS,
    async (kms) => {
      const { GrantToken } = await createGrant(kms, await keyArn(kms));
      return refused(kms.call('RetireGrant', { GrantToken, DryRun: true }));
    },
    DRY_RUN,
  ],
  [
    'retire-disabled',
    'The key may be in any key state.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RevokeGrant', { KeyId, GrantId: NO_GRANT_ID }));
    }),
    'NotFoundException',
  ],
  [
    'revoke-malformed',
    'A malformed GrantId is refused.',
    TO_BE_SOURCED.D,
    nameOf(async (kms) => {
      const KeyId = await keyArn(kms);
      return refused(kms.call('RevokeGrant', { KeyId, GrantId: 'none' }));
    }),
    'InvalidGrantIdException',
  ],
  [
    'revoke-alias',
    'An alias name is refused.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('RevokeGrant', { KeyId: 'alias/none', GrantId: NO_GRANT_ID })),
    NO_ALIASES,
  ],
  [
    'revoke-dry-run',
    'DryRun tells that it would succeed.',
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.D,
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
