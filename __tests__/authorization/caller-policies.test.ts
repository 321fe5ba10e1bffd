import { callerPolicies } from '../../src/authorization/caller-policies.js';
import { hasIam } from '../../src/authorization/has-iam.js';
import { existsPrincipal, principalIn } from '../../src/authorization/identities.js';
import type { CallerPolicies } from '../../src/authorization/policies-asked.js';
import type { Policy } from '../../src/authorization/policy.js';
import { namedAs, namedBy, namedPrincipals } from '../../src/authorization/principal.js';
import { scopeOf } from '../../src/model/arn.js';
import type { Caller } from '../../src/model/caller.js';
import { insert, replace } from '../../src/state/changes.js';
import type { AccountRecord } from '../../src/state/records/account.js';
import type { IdentityRecord } from '../../src/state/records/identity.js';
import { State } from '../../src/state/state.js';
import { ACCOUNT, OTHER, ROLE, ROOT, SERVICE, SESSION, USER } from './situation.js';

const DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}';
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/keys`;
const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/kms.amazonaws.com/AWSServiceRoleForKMS`;

const inline = (PolicyName: string) => ({ PolicyName, PolicyDocument: DOCUMENT });

const role: IdentityRecord = {
  Arn: ROLE,
  account: ACCOUNT,
  policies: [inline('inline'), { PolicyArn: MANAGED }],
  permissionsBoundary: { PolicyArn: MANAGED },
  tags: {},
};
const account: AccountRecord = {
  account: ACCOUNT,
  hasIam: false,
  serviceControlPolicies: [[inline('root')], [inline('account'), inline('more')]],
  resourceControlPolicies: [[], [inline('rcp')]],
};

function stateWith({
  identities = [role],
  accounts,
}: {
  identities?: readonly IdentityRecord[];
  accounts?: readonly AccountRecord[];
}): State {
  const state = new State({});
  state.applyAtOnce([
    insert('managedPolicies', { Arn: MANAGED, PolicyDocument: DOCUMENT }),
    ...identities.map((record) => insert('identities', record)),
    ...(accounts ?? identities.map(() => ({ account: ACCOUNT, hasIam: true }))).map((one) => insert('accounts', one)),
  ]);
  return state;
}

function callerOf(principal: string, more: Partial<Caller> = {}): Caller {
  return { scope: scopeOf(ACCOUNT, 'us-east-1'), principal, ...more };
}

/** The names of the policies of each kind. */
function namesOf(policies: CallerPolicies): object {
  const names = (policy: Policy) => policy.name;
  const { identity, boundary, session, serviceControl, resourceControl, endpoint, isUnknown, ...rest } = policies;
  return {
    ...rest,
    ...(isUnknown && { isUnknown }),
    ...(identity && { identity: identity.map(names) }),
    ...(boundary && { boundary: boundary.name }),
    ...(session && { session: session.map(names) }),
    ...(serviceControl && { serviceControl: serviceControl.map((level) => level.map(names)) }),
    ...(resourceControl && { resourceControl: resourceControl.map((level) => level.map(names)) }),
    ...(endpoint && { endpoint: endpoint.name }),
  };
}

function policiesOf(state: State, caller: Caller, resourceAccount?: string): object {
  return namesOf(callerPolicies(state, caller, principalIn(state, caller.principal), resourceAccount));
}

const GIVEN = { identity: ['inline', MANAGED], boundary: MANAGED };
const SCPS = { serviceControl: [['root'], ['account', 'more']] };
const RCPS = { resourceControl: [['RCPFullAWSAccess'], ['RCPFullAWSAccess', 'rcp']] };
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/f`;
const managementAccount: AccountRecord = {
  ...account,
  organization: { id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/', isManagementAccount: true },
};

describe('callerPolicies', () => {
  it.each<[what: string, state: Parameters<typeof stateWith>[0], caller: Caller, resource: string | undefined, object]>(
    [
      ['nothing is configured', { identities: [] }, callerOf(USER), ACCOUNT, {}],
      ['a session of a role with a path', {}, callerOf(SESSION), ACCOUNT, GIVEN],
      ['the role itself', {}, callerOf(ROLE), ACCOUNT, GIVEN],
      ['a user who is not there', {}, callerOf(USER), ACCOUNT, { identity: [], isUnknown: true }],
      [
        'a session of a role that is not there',
        {},
        callerOf(SESSION.replace('app', 'none')),
        ACCOUNT,
        { identity: [], isUnknown: true },
      ],
      ['the root user', {}, callerOf(ROOT), ACCOUNT, { identity: [] }],
      ['another account, not configured', {}, callerOf(USER.replace(ACCOUNT, OTHER)), ACCOUNT, {}],
      ['an AWS service', { accounts: [account] }, callerOf(SERVICE), undefined, {}],
      ['an AWS service, on a resource', { accounts: [account] }, callerOf(SERVICE), ACCOUNT, RCPS],
      ['a federated user', {}, callerOf(FEDERATED), ACCOUNT, { identity: [] }],
      [
        'a federated user with session policies',
        {},
        callerOf(FEDERATED, { sessionPolicies: [DOCUMENT] }),
        ACCOUNT,
        { session: ['session policy 1'] },
      ],
      [
        'an account that is known to be empty',
        { identities: [], accounts: [{ account: ACCOUNT, hasIam: true }] },
        callerOf(USER),
        ACCOUNT,
        { identity: [], isUnknown: true },
      ],
      [
        'an account with organization policies alone',
        { identities: [], accounts: [account] },
        callerOf(USER),
        ACCOUNT,
        { ...SCPS, ...RCPS },
      ],
      ['the root user of it', { identities: [], accounts: [account] }, callerOf(ROOT), undefined, SCPS],
      [
        'RCPs of the owner, SCPs of the caller',
        { identities: [], accounts: [account] },
        callerOf(USER.replace(ACCOUNT, OTHER)),
        ACCOUNT,
        RCPS,
      ],
      ['an owner without RCPs', { identities: [], accounts: [account] }, callerOf(USER), OTHER, SCPS],
      ['the management account', { identities: [], accounts: [managementAccount] }, callerOf(USER), ACCOUNT, {}],
      [
        'a service-linked role',
        { accounts: [{ ...account, hasIam: true }] },
        callerOf(LINKED),
        ACCOUNT,
        { identity: [], isUnknown: true },
      ],
      [
        'session policies and a VPC endpoint',
        { identities: [] },
        callerOf(SESSION, {
          sessionPolicies: [DOCUMENT, DOCUMENT],
          origin: { vpcEndpoint: { id: 'vpce-1', policy: DOCUMENT } },
        }),
        ACCOUNT,
        { session: ['session policy 1', 'session policy 2'], endpoint: 'vpce-1' },
      ],
      [
        'a VPC endpoint without a policy',
        { identities: [] },
        callerOf(SESSION, { origin: { vpcEndpoint: { id: 'vpce-1' } } }),
        ACCOUNT,
        {},
      ],
    ],
  )('%s', (_, records, caller, resource, expected) => {
    expect(policiesOf(stateWith(records), caller, resource)).toEqual(expected);
  });

  it('reads each policy once, and as the kind that it is attached as', () => {
    const state = stateWith({});
    const caller = callerOf(SESSION, { sessionPolicies: [DOCUMENT] });
    const principal = principalIn(state, SESSION);
    const [one, other] = [
      callerPolicies(state, caller, principal, undefined),
      callerPolicies(state, caller, principal, undefined),
    ];
    expect(one.identity?.map(({ type }) => type)).toEqual(['identity-based policy', 'identity-based policy']);
    expect(one.boundary?.type).toBe('permissions boundary');
    expect(one.identity?.[0]).toBe(other.identity?.[0]);
    expect(one.identity?.[1]).toBe(other.identity?.[1]);
    expect(one.boundary).toBe(other.boundary);
    expect(one.session?.[0]).toBe(other.session?.[0]);
  });

  it('keeps the list of policies until one of them has another document', () => {
    const state = stateWith({});
    const caller = callerOf(ROLE);
    const list = () => callerPolicies(state, caller, principalIn(state, ROLE), undefined).identity ?? [];
    const before = list();
    expect(list()).toBe(before);
    const from = state.get('managedPolicies', MANAGED);
    if (from === undefined) throw new Error('it is there');
    state.applyAtOnce([
      replace('managedPolicies', from, { ...from, PolicyDocument: DOCUMENT.replace('Allow', 'Deny') }),
    ]);
    expect(list().map(({ statements }) => statements[0]?.effect)).toEqual(['Allow', 'Deny']);
  });

  it('names the ARN of a managed policy, which messages show, and none of an inline one', () => {
    const state = stateWith({});
    const { identity = [] } = callerPolicies(state, callerOf(ROLE), principalIn(state, ROLE), undefined);
    expect(identity.map(({ arn }) => arn)).toEqual([undefined, MANAGED]);
  });
});

describe('hasIam', () => {
  it.each([
    ['nothing', { identities: [] }, false],
    ['a role', {}, true],
    ['an account', { identities: [], accounts: [account] }, true],
  ])('with %s', (_, records, expected) => {
    expect(hasIam(stateWith(records))).toBe(expected);
  });
});

describe('principalIn', () => {
  it.each([
    ['a role that is known, with its path', SESSION, ROLE],
    ['a role that is not', SESSION.replace('app', 'none'), `arn:aws:iam::${ACCOUNT}:role/none`],
    ['one of that name in another account', SESSION.replace(ACCOUNT, OTHER), `arn:aws:iam::${OTHER}:role/app`],
  ])('finds %s', (_, session, expected) => {
    expect(principalIn(stateWith({}), session)).toMatchObject({ type: 'AssumedRole', arn: session, role: expected });
  });
});

describe('A session', () => {
  const bare = `arn:aws:iam::${ACCOUNT}:role/app`;
  it.each([
    ['that is registered with its path', stateWith({}), ROLE, 'role'],
    ['that is registered with its path, without it', stateWith({}), bare, undefined],
    [
      'that is registered without a path, with one',
      stateWith({ identities: [{ ...role, Arn: bare }] }),
      ROLE,
      undefined,
    ],
    ['that is not registered, with any path', stateWith({ identities: [] }), ROLE, 'role'],
    ['that is not registered, without a path', stateWith({ identities: [] }), bare, 'role'],
  ])('of a role %s, is named by its role', (_, state, AWS, expected) => {
    const caller = principalIn(state, SESSION);
    expect(namedAs(namedPrincipals({ AWS }), caller)).toBe(expected);
    expect(namedBy(AWS, caller)).toBe(expected);
  });
});

describe('existsPrincipal', () => {
  it.each([
    [ROLE, true],
    [SESSION, true],
    [ROOT, true],
    [FEDERATED, true],
    [SERVICE, true],
    ['*', true],
    [USER.replace(ACCOUNT, OTHER), true],
    [USER, false],
    [`arn:aws:iam::${ACCOUNT}:role/app`, false],
    [SESSION.replace('app', 'none'), false],
  ])('%s: %s', (arn, expected) => {
    expect(existsPrincipal(stateWith({}), arn)).toBe(expected);
  });
});
