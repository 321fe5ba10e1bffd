/*
 * On what it was decided: the statement or grant that decided, and what came closest where nothing allows.
 */
import type { PolicyType } from '../../src/authorization/policy.js';
import {
  ACCOUNT,
  allow,
  DELEGATION,
  decisionOf,
  deny,
  FULL,
  GIVEN,
  identity,
  KEY,
  keyPolicy,
  NONE,
  policy,
  ROLE,
  ROOT,
  SESSION,
  type Situation,
  to,
  told,
  USER,
} from './situation.js';

const elsewhere = (type: PolicyType) => policy(type, allow({ Resource: `${KEY}0` }));

describe('What came closest is told', () => {
  it.each<[PolicyType, Situation['policies']]>([
    ['VPC endpoint policy', { endpoint: elsewhere('VPC endpoint policy') }],
    ['service control policy', { serviceControl: [[elsewhere('service control policy')]] }],
    ['identity-based policy', { identity: [elsewhere('identity-based policy')] }],
    ['permissions boundary', { ...GIVEN, boundary: elsewhere('permissions boundary') }],
    ['session policy', { ...GIVEN, session: [elsewhere('session policy')] }],
  ])('of a %s', (type, policies) => {
    expect(decisionOf({ policies: policies ?? {} })).toMatchObject({
      allowed: false,
      kind: 'implicit',
      by: type,
      nearest: [{ statement: { policyType: type, at: 0 }, element: 'Resource' }],
    });
  });

  it('of a key policy: conditions first, then resources, then principals', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    const key = keyPolicy(
      allow(to(USER)),
      allow({ ...to(ROLE), Resource: `${KEY}0` }),
      allow({ ...to(ROLE), Condition }),
      allow({ ...to(ROLE), Action: 'kms:Sign' }),
    );
    expect(decisionOf({ key })).toMatchObject({
      nearest: [
        { element: 'Condition', statement: { at: 2 } },
        { element: 'Resource', statement: { at: 1 } },
        { element: 'Principal', statement: { at: 0 } },
      ],
    });
  });

  it.each([
    ['where the key policy allows nothing', { key: keyPolicy(allow({ Action: 'kms:Sign', ...to(USER) })) }],
    ['where IAM allows nothing', { policies: NONE }],
  ])('of grants, %s', (_what, situation) => {
    const near = { grantId: 'g', element: 'Operations', wanted: ['Encrypt'] } as const;
    expect(decisionOf({ ...situation, owner: { nearGrants: () => [near] } })).toMatchObject({ nearest: [near] });
  });
});

it('What only denies, the key policy of a RetireGrant, did not come close with an Allow', () => {
  const owner = { keyPolicyOnlyDenies: true };
  expect(decisionOf({ key: keyPolicy(allow(to(ROLE))), owner })).toMatchObject({ allowed: false, nearest: [] });
});

describe('The statement that allows', () => {
  const [account, role, self] = [allow(to(ROOT)), allow(to(ROLE)), allow(to(SESSION))];
  it.each([
    ['names the caller itself, before its role and its account', [account, role, self], 2],
    ['whatever their order', [self, role, account], 0],
    ['names its role, before its account', [account, role], 1],
    ['whatever their order', [role, account], 0],
    ['is the first of two that name it alike', [role, role], 0],
    ['is the first of two that name the caller', [account, self, self], 1],
    ['is one that applies', [{ ...self, Resource: `${KEY}0` }, role], 1],
  ])('%s', (_what, statements, at) => {
    expect(decisionOf({ key: keyPolicy(...statements) })).toMatchObject({ allowed: true, statement: { at } });
  });

  it('is that of IAM, where the key policy leaves it to the account', () => {
    expect(decisionOf({ policies: GIVEN })).toMatchObject({
      isIamAssumed: false,
      statement: { policyType: 'identity-based policy', at: 0 },
    });
  });

  it('is found in any of the policies of IAM', () => {
    const policies = { identity: [identity(allow({ Action: 'kms:Sign' })), identity(deny({ Action: 's3:*' }), FULL)] };
    expect(decisionOf({ policies })).toMatchObject({ allowed: true, statement: { at: 1 } });
  });

  it.each([
    ['is that of the key policy where nothing is told of IAM', SESSION, true],
    ['is that of the key policy for the root user', ROOT, false],
  ])('%s', (_what, caller, isIamAssumed) => {
    expect(decisionOf({ caller, key: keyPolicy(DELEGATION) })).toMatchObject({
      isIamAssumed,
      statement: { policyType: 'resource-based policy', at: 0 },
    });
  });

  it('is none where a grant allows, which is told', () => {
    const grant = () => ({ grantId: 'g', namedAs: 'role' as const });
    const decision = decisionOf({ key: keyPolicy(allow(to(USER))), owner: { grant } });
    expect(decision).toMatchObject({ allowed: true, grantId: 'g' });
    expect(decision).not.toHaveProperty('statement');
  });
});

describe('Policies are asked', () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'orders' } };
  const context = () => 'orders';

  it.each<[string, Situation, string]>([
    ['an Allow of IAM with its conditions', { policies: { identity: [identity(allow({ Condition }))] } }, 'allowed'],
    [
      'a Deny of IAM with its conditions',
      { policies: { identity: [identity(FULL, deny({ Condition }))] } },
      'explicit: identity-based policy',
    ],
    [
      'an Allow of the key policy with others',
      { key: keyPolicy(allow({ ...to(ROLE), Condition })) },
      'implicit: resource-based policy',
    ],
    [
      'a Deny of the key policy with others',
      { key: keyPolicy(DELEGATION, deny({ ...to(ROLE), Condition })) },
      'allowed',
    ],
  ])('%s', (_what, situation, expected) => {
    expect(told(decisionOf({ ...situation, check: { context } }))).toBe(expected);
  });

  it.each<[string, Situation, string]>([
    ['no level without policies', { policies: { serviceControl: [[]] } }, 'allowed'],
    [
      'a Deny before a level that is silent',
      {
        key: keyPolicy(DELEGATION, deny(to(ROLE))),
        policies: { serviceControl: [[policy('service control policy', allow({ Action: 's3:*' }))]] },
      },
      'explicit: resource-based policy',
    ],
    [
      'an endpoint for the account, by a session',
      { policies: { endpoint: policy('VPC endpoint policy', allow(to(ROOT))) } },
      'implicit: VPC endpoint policy',
    ],
    [
      'an endpoint for the account, by the root user',
      { caller: ROOT, policies: { endpoint: policy('VPC endpoint policy', allow(to(ROOT))) } },
      'allowed',
    ],
    [
      'an endpoint for the id of the account, by the root user',
      { caller: ROOT, policies: { endpoint: policy('VPC endpoint policy', allow(to(ACCOUNT))) } },
      'allowed',
    ],
    [
      'an endpoint for the id of the account, by a user',
      { caller: USER, policies: { endpoint: policy('VPC endpoint policy', allow(to(ACCOUNT))) } },
      'implicit: VPC endpoint policy',
    ],
    [
      'an endpoint for a role, by its session',
      { policies: { endpoint: policy('VPC endpoint policy', allow(to(ROLE))) } },
      'allowed',
    ],
    [
      'NotPrincipal of an Allow that lists another, which needs no IAM',
      { key: keyPolicy(allow({ NotPrincipal: { AWS: USER } })), policies: NONE },
      'allowed',
    ],
    [
      'NotPrincipal of an Allow that lists the account',
      { key: keyPolicy(allow({ NotPrincipal: { AWS: ROOT } })) },
      'implicit: resource-based policy',
    ],
    [
      'NotPrincipal of an Allow that lists the role alone',
      { key: keyPolicy(allow({ NotPrincipal: { AWS: ROLE } })) },
      'implicit: resource-based policy',
    ],
  ])('%s', (_what, situation, expected) => {
    expect(told(decisionOf(situation))).toBe(expected);
  });
});
