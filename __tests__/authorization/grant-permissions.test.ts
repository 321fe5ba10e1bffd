/*
 * What a grant gives, and to whom.
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
 */
import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import type { GrantTerms } from '../../src/authorization/grant-delegation.js';
import {
  type GivingGrant,
  type GrantUse,
  givingGrant,
  grantUseOf,
  nearGrants,
  retiredBy,
} from '../../src/authorization/grant-permissions.js';
import { type NamedAs, principalOf } from '../../src/authorization/principal.js';
import type { GrantRecord } from '../../src/state/records/grant.js';
import { ACCOUNT, FOREIGN, KEY, OTHER, ROLE, ROOT, SERVICE, SESSION, USER } from './situation.js';

const BUCKET = 'arn:aws:s3:::bucket';
const UNKNOWN = `arn:aws:sts::${ACCOUNT}:assumed-role/other/s1`;

const caller = (arn: string) => principalOf(arn, (_account, name) => (name === 'app' ? ROLE : undefined));

function grantOf(members: Partial<GrantRecord> = {}): GrantRecord {
  const grantee = members.GranteeServicePrincipal === undefined ? { GranteePrincipal: USER } : {};
  return {
    id: 'g',
    GrantId: 'g',
    keyArn: KEY,
    region: 'us-east-1',
    CreationDate: 0,
    IssuingAccount: `arn:aws:iam::${OTHER}:root`,
    Operations: ['Decrypt'],
    ...grantee,
    ...members,
  };
}

const use = (members: Partial<GrantUse> = {}): GrantUse => ({
  operation: 'Decrypt',
  encryptionContext: undefined,
  newGrant: undefined,
  sourceArn: undefined,
  ...members,
});

describe('What a call wants of a grant', () => {
  const input = {
    Operations: ['Decrypt'],
    EncryptionContext: { of: 'data' },
    SourceEncryptionContext: { of: 'source' },
    DestinationEncryptionContext: { of: 'destination' },
  };
  it.each<[GrantOperation, string]>([
    ['Encrypt', 'data'],
    ['Decrypt', 'data'],
    ['GenerateDataKey', 'data'],
    ['ReEncryptFrom', 'source'],
    ['ReEncryptTo', 'destination'],
  ])('%s: the encryption context of its %s, and no new grant', (operation, of) => {
    expect(grantUseOf(operation, input, BUCKET)).toEqual({
      operation,
      encryptionContext: { of },
      newGrant: undefined,
      sourceArn: BUCKET,
    });
  });

  it('CreateGrant: the new grant', () => {
    const newGrant = { Operations: ['Decrypt'], Constraints: { SourceArn: BUCKET } };
    expect(grantUseOf('CreateGrant', newGrant, undefined)).toEqual({
      operation: 'CreateGrant',
      encryptionContext: undefined,
      newGrant,
      sourceArn: undefined,
    });
  });
});

describe('A grant names', () => {
  it.each<[grantee: string, caller: string, namedAs: NamedAs | undefined]>([
    [USER, USER, 'self'],
    [`${USER}2`, USER, undefined],
    [SESSION, SESSION, 'self'],
    [SESSION, `${SESSION}2`, undefined],
    [ROLE, SESSION, 'role'],
    [ROLE, ROLE, 'role'],
    [`arn:aws:iam::${ACCOUNT}:role/app`, SESSION, undefined],
    [`arn:aws:iam::${ACCOUNT}:role/any/path/other`, UNKNOWN, 'role'],
    [`arn:aws:iam::${ACCOUNT}:role/other`, UNKNOWN, 'role'],
    [ROOT, USER, 'account'],
    [ROOT, SESSION, 'account'],
    [ROOT, ROOT, 'self'],
    [ACCOUNT, USER, 'account'],
    [ROOT, FOREIGN, undefined],
    [ROOT, SERVICE, undefined],
  ])('as grantee %s the caller %s: %s', (GranteePrincipal, arn, namedAs) => {
    const given = namedAs && { grantId: 'g', namedAs };
    expect(givingGrant([grantOf({ GranteePrincipal })], caller(arn), use())).toEqual(given);
  });

  it.each<[caller: string, namedAs: NamedAs | undefined]>([
    [SERVICE, 'self'],
    ['ec2.amazonaws.com', undefined],
    [USER, undefined],
  ])('as grantee service %s: %s', (arn, namedAs) => {
    const grant = grantOf({ GranteeServicePrincipal: SERVICE });
    expect(givingGrant([grant], caller(arn), use())).toEqual(namedAs && { grantId: 'g', namedAs });
  });
});

describe('Of several grants', () => {
  const to = (GrantId: string, GranteePrincipal: string, more: Partial<GrantRecord> = {}) =>
    grantOf({ GrantId, GranteePrincipal, ...more });
  const sign: Partial<GrantRecord> = { Operations: ['Sign'] };

  it.each<[what: string, grants: GrantRecord[], given: GivingGrant | undefined]>([
    ['none gives where there are none', [], undefined],
    ['one to the role is before one to its account', [to('a', ROOT), to('b', ROLE)], { grantId: 'b', namedAs: 'role' }],
    ['whatever their order', [to('a', ROLE), to('b', ROOT)], { grantId: 'a', namedAs: 'role' }],
    [
      'one to the session is before one to its account',
      [to('a', ROOT), to('b', SESSION)],
      { grantId: 'b', namedAs: 'self' },
    ],
    [
      'the first of two that name it itself gives',
      [to('a', ROLE), to('b', SESSION)],
      { grantId: 'a', namedAs: 'role' },
    ],
    [
      'one to its account gives, beside one to another',
      [to('a', ROOT), to('b', USER)],
      { grantId: 'a', namedAs: 'account' },
    ],
    ['one gives that allows it', [to('a', ROLE, sign), to('b', SESSION)], { grantId: 'b', namedAs: 'self' }],
    [
      'one to its account gives, where no other allows it',
      [to('a', ROLE, sign), to('b', ROOT)],
      { grantId: 'b', namedAs: 'account' },
    ],
    ['none gives where none allows it', [to('a', ROLE, sign), to('b', USER)], undefined],
  ])('%s', (_what, grants, given) => {
    expect(givingGrant(grants, caller(SESSION), use())).toEqual(given);
  });
});

const TEAM = { team: 'orders' };
const MORE = { team: 'orders', purpose: 'test' };

const CONSTRAINED: readonly (readonly [GrantConstraints | undefined, Partial<GrantUse>, boolean])[] = [
  [undefined, {}, true],
  [undefined, { encryptionContext: TEAM, sourceArn: BUCKET }, true],
  [{}, { encryptionContext: TEAM }, true],
  [{ EncryptionContextSubset: TEAM }, { encryptionContext: TEAM }, true],
  [{ EncryptionContextSubset: TEAM }, { encryptionContext: MORE }, true],
  [{ EncryptionContextSubset: TEAM }, { encryptionContext: { TEAM: 'orders' } }, true],
  [{ EncryptionContextSubset: TEAM }, { encryptionContext: { team: 'Orders' } }, false],
  [{ EncryptionContextSubset: TEAM }, {}, false],
  [{ EncryptionContextSubset: MORE }, { encryptionContext: TEAM }, false],
  [{ EncryptionContextEquals: TEAM }, { encryptionContext: TEAM }, true],
  [{ EncryptionContextEquals: TEAM }, { encryptionContext: MORE }, false],
  [{ EncryptionContextEquals: TEAM }, {}, false],
  [{ EncryptionContextEquals: MORE, EncryptionContextSubset: TEAM }, { encryptionContext: MORE }, true],
  [{ EncryptionContextEquals: TEAM, EncryptionContextSubset: MORE }, { encryptionContext: TEAM }, false],
  [{ SourceArn: BUCKET }, { sourceArn: BUCKET }, true],
  [{ SourceArn: BUCKET }, { sourceArn: `${BUCKET}2` }, false],
  [{ SourceArn: BUCKET }, {}, false],
  [{ SourceArn: BUCKET, EncryptionContextEquals: TEAM }, { sourceArn: BUCKET }, false],
  [{ SourceArn: BUCKET, EncryptionContextEquals: TEAM }, { sourceArn: BUCKET, encryptionContext: TEAM }, true],
];

describe('Grant constraints', () => {
  it.each(CONSTRAINED)('%j allow %j: %s', (Constraints, members, allowed) => {
    const grants = [grantOf(Constraints && { Constraints })];
    expect(givingGrant(grants, caller(USER), use(members)) !== undefined).toBe(allowed);
    expect(nearGrants(grants, caller(USER), use(members))).toHaveLength(allowed ? 0 : 1);
  });

  it.each<[GrantConstraints, sourceArn: string | undefined, allowed: boolean]>([
    [{ EncryptionContextEquals: TEAM }, undefined, true],
    [{ EncryptionContextSubset: TEAM }, undefined, true],
    [{ EncryptionContextSubset: TEAM, SourceArn: BUCKET }, BUCKET, true],
    [{ SourceArn: BUCKET }, undefined, false],
  ])('%j allow DescribeKey, which has no encryption context, for %s: %s', (Constraints, sourceArn, allowed) => {
    const grants = [grantOf({ Operations: ['DescribeKey'], Constraints })];
    const given = givingGrant(grants, caller(USER), use({ operation: 'DescribeKey', sourceArn }));
    expect(given !== undefined).toBe(allowed);
  });

  it.each<[what: string, parent: GrantTerms, newGrant: GrantTerms, allowed: boolean]>([
    ['the same', { Operations: ['CreateGrant', 'Sign'] }, { Operations: ['Sign'] }, true],
    ['another operation', { Operations: ['CreateGrant'] }, { Operations: ['Sign'] }, false],
    ['no CreateGrant', { Operations: ['Sign'] }, { Operations: ['Sign'] }, false],
    [
      'looser constraints',
      { Operations: ['CreateGrant', 'Sign'], Constraints: { EncryptionContextSubset: TEAM } },
      { Operations: ['Sign'] },
      false,
    ],
    [
      'a SourceArn, whatever calls',
      { Operations: ['CreateGrant', 'Sign'], Constraints: { SourceArn: BUCKET } },
      { Operations: ['Sign'], Constraints: { SourceArn: BUCKET } },
      true,
    ],
  ])('are for the new grant of CreateGrant: %s', (_what, parent, newGrant, allowed) => {
    const given = givingGrant([grantOf(parent)], caller(USER), use({ operation: 'CreateGrant', newGrant }));
    expect(given !== undefined).toBe(allowed);
  });
});

describe('The grants that nearly allow it', () => {
  it('are those to the caller, each with what stands in the way', () => {
    const grants = [
      grantOf({ GrantId: 'operations', Operations: ['Encrypt', 'Sign'] }),
      grantOf({ GrantId: 'subset', Constraints: { EncryptionContextSubset: TEAM, SourceArn: BUCKET } }),
      grantOf({ GrantId: 'both', Operations: ['Sign'], Constraints: { SourceArn: BUCKET } }),
      grantOf({ GrantId: 'gives' }),
      grantOf({ GrantId: 'to another', GranteePrincipal: FOREIGN, Operations: ['Sign'] }),
      grantOf({ GrantId: 'to a service', GranteeServicePrincipal: SERVICE, Operations: ['Sign'] }),
      grantOf({ GrantId: 'to the account', GranteePrincipal: ROOT, Operations: ['Verify'] }),
    ];
    expect(nearGrants(grants, caller(USER), use())).toEqual([
      { grantId: 'operations', element: 'Operations', wanted: ['Encrypt', 'Sign'] },
      {
        grantId: 'subset',
        element: 'Constraints',
        wanted: ['EncryptionContextSubset {"team":"orders"}', `SourceArn ${BUCKET}`],
      },
      { grantId: 'both', element: 'Operations', wanted: ['Sign'] },
      { grantId: 'to the account', element: 'Operations', wanted: ['Verify'] },
    ]);
  });

  it('have no constraints, where CreateGrant is for more operations than they have', () => {
    const grants = [grantOf({ Operations: ['CreateGrant'] })];
    const want = use({ operation: 'CreateGrant', newGrant: { Operations: ['Sign'] } });
    expect(nearGrants(grants, caller(USER), want)).toEqual([{ grantId: 'g', element: 'Constraints', wanted: [] }]);
  });

  it('are none where there are no grants', () => {
    expect(nearGrants([], caller(USER), use())).toEqual([]);
  });
});

describe('A grant may be retired by', () => {
  const retire: Partial<GrantRecord> = { Operations: ['Decrypt', 'RetireGrant'] };

  it.each<[who: string, namedAs: NamedAs | undefined, caller: string, members: Partial<GrantRecord>]>([
    ['its retiring principal', 'self', USER, { RetiringPrincipal: USER, GranteePrincipal: FOREIGN }],
    ['a session of its retiring role', 'role', SESSION, { RetiringPrincipal: ROLE }],
    ['all of its retiring account', 'account', USER, { RetiringPrincipal: ROOT }],
    ['its retiring service', 'self', SERVICE, { RetiringServicePrincipal: SERVICE }],
    ['another service', undefined, 'ec2.amazonaws.com', { RetiringServicePrincipal: SERVICE }],
    ['another user', undefined, `${USER}2`, { RetiringPrincipal: USER }],
    ['its grantee', undefined, USER, {}],
    ['its grantee with RetireGrant', 'self', USER, retire],
    ['its grantee service with RetireGrant', 'self', SERVICE, { ...retire, GranteeServicePrincipal: SERVICE }],
    ['another than its grantee with RetireGrant', undefined, SESSION, retire],
    ['the account that created it', 'account', SESSION, { IssuingAccount: ROOT }],
    ['the root user of that account', 'self', ROOT, { IssuingAccount: ROOT }],
    ['its retiring principal, in that account', 'self', USER, { RetiringPrincipal: USER, IssuingAccount: ROOT }],
    ['its grantee with RetireGrant, in that account', 'self', USER, { ...retire, IssuingAccount: ROOT }],
    ['its retiring account, before its grantee', 'account', USER, { ...retire, RetiringPrincipal: ROOT }],
  ])('%s: named as %s', (_who, namedAs, arn, members) => {
    expect(retiredBy(grantOf(members), caller(arn))).toEqual(namedAs && { grantId: 'g', namedAs });
  });
});
