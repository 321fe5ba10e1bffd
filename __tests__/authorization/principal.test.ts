import {
  isExempted,
  type NamedAs,
  namedAs,
  namedBy,
  namedPrincipals,
  type Principal,
  type PrincipalElement,
  principalArn,
  principalOf,
} from '../../src/authorization/principal.js';
import { ACCOUNT, FOREIGN, OTHER, ROLE, ROOT, SERVICE, SESSION, USER } from './situation.js';

const BARE_ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/carol`;
const IN_ACCOUNT = { account: ACCOUNT, accountArn: ROOT };
const NOWHERE = { account: undefined, accountArn: undefined };

const knowsRole = (account: string, name: string) => (account === ACCOUNT && name === 'app' ? ROLE : undefined);

const root = principalOf(ROOT);
const user = principalOf(USER);
const federated = principalOf(FEDERATED);
const session = principalOf(SESSION, knowsRole);
const unregistered = principalOf(SESSION);
const bareRole = principalOf(ROLE);
const service = principalOf(SERVICE);

describe('principalOf', () => {
  it.each<[arn: string, principal: Principal]>([
    [ROOT, { type: 'Account', arn: ROOT, ...IN_ACCOUNT }],
    [USER, { type: 'User', arn: USER, ...IN_ACCOUNT }],
    [
      `arn:aws:iam::${ACCOUNT}:user/a/b/alice`,
      { type: 'User', arn: `arn:aws:iam::${ACCOUNT}:user/a/b/alice`, ...IN_ACCOUNT },
    ],
    [FEDERATED, { type: 'FederatedUser', arn: FEDERATED, ...IN_ACCOUNT }],
    [SESSION, { type: 'AssumedRole', arn: SESSION, ...IN_ACCOUNT, role: BARE_ROLE, anyPath: true }],
    [ROLE, { type: 'AssumedRole', arn: ROLE, ...IN_ACCOUNT, role: ROLE }],
    [
      `arn:aws-cn:sts::${OTHER}:assumed-role/app/s1`,
      {
        type: 'AssumedRole',
        arn: `arn:aws-cn:sts::${OTHER}:assumed-role/app/s1`,
        account: OTHER,
        accountArn: `arn:aws-cn:iam::${OTHER}:root`,
        role: `arn:aws-cn:iam::${OTHER}:role/app`,
        anyPath: true,
      },
    ],
    [SERVICE, { type: 'Service', arn: SERVICE, ...NOWHERE }],
    [`x${ROOT}`, { type: 'Service', arn: `x${ROOT}`, ...NOWHERE }],
    [`arn:aws:iam::1${ACCOUNT}:root`, { type: 'Service', arn: `arn:aws:iam::1${ACCOUNT}:root`, ...NOWHERE }],
    [`arn:aws:s3::${ACCOUNT}:root`, { type: 'Service', arn: `arn:aws:s3::${ACCOUNT}:root`, ...NOWHERE }],
    ['', { type: 'Service', arn: '', ...NOWHERE }],
  ])('%s', (arn, principal) => {
    expect(principalOf(arn)).toEqual(principal);
  });

  it('has the role of a session with its path, where one is registered', () => {
    expect(session).toEqual({ type: 'AssumedRole', arn: SESSION, ...IN_ACCOUNT, role: ROLE });
    const other = `arn:aws:sts::${OTHER}:assumed-role/app/s1`;
    expect(principalOf(other, knowsRole).role).toBe(`arn:aws:iam::${OTHER}:role/app`);
  });
});

it.each<[what: string, principal: Principal, value: string | undefined]>([
  ['a root user: itself', root, ROOT],
  ['a user: itself', user, USER],
  ['a session: its role', session, ROLE],
  ['a role: itself', bareRole, ROLE],
  ['a federated user: itself', federated, FEDERATED],
  ['an AWS service: nothing', service, undefined],
])('aws:PrincipalArn is, of %s', (_, principal, value) => {
  expect(principalArn(principal)).toBe(value);
});

const BY_AWS: readonly (readonly [principal: string, names: Readonly<Record<string, NamedAs | undefined>>])[] = [
  ['root', { [ROOT]: 'self', [ACCOUNT]: 'account', [OTHER]: undefined, [USER]: undefined }],
  ['user', { [USER]: 'self', [ROOT]: 'account', [ACCOUNT]: 'account', [FOREIGN]: undefined, [ROLE]: undefined }],
  ['federated', { [FEDERATED]: 'self', [ROOT]: 'account', [ACCOUNT]: 'account', [USER]: undefined }],
  ['session', { [SESSION]: 'self', [ROLE]: 'role', [BARE_ROLE]: undefined, [ROOT]: 'account', [ACCOUNT]: 'account' }],
  ['unregistered', { [SESSION]: 'self', [ROLE]: 'role', [BARE_ROLE]: 'role', [ROOT]: 'account' }],
  [
    'bareRole',
    { [ROLE]: 'role', [BARE_ROLE]: undefined, [ROOT]: 'account', [ACCOUNT]: 'account', [SESSION]: undefined },
  ],
  ['service', { [SERVICE]: undefined, [ROOT]: undefined, [ACCOUNT]: undefined }],
];
const PRINCIPALS: Readonly<Record<string, Principal>> = {
  root,
  user,
  federated,
  session,
  unregistered,
  bareRole,
  service,
};
const NAMES = BY_AWS.flatMap(([who, names]) => Object.entries(names).map(([AWS, as]) => [who, AWS, as] as const));

describe('A Principal element', () => {
  it.each(NAMES)('%s is named by { AWS: %s } as %s', (who, AWS, as) => {
    const principal = PRINCIPALS[who] as Principal;
    expect(namedAs(namedPrincipals({ AWS }), principal)).toBe(as);
    expect(namedAs(namedPrincipals({ AWS: [FOREIGN.replace('bob', 'eve'), AWS] }), principal)).toBe(as);
    expect(namedAs(namedPrincipals({ Service: AWS }), principal)).toBe(AWS === SERVICE ? 'self' : undefined);
  });

  it.each(Object.entries(PRINCIPALS))('of everybody names %s', (_, principal) => {
    expect(namedAs(namedPrincipals('*'), principal)).toBe('self');
    expect(namedAs(namedPrincipals({ AWS: '*' }), principal)).toBe('self');
    expect(namedAs(namedPrincipals({ AWS: [FOREIGN, '*'] }), principal)).toBe('self');
  });

  it('names the strongest way', () => {
    expect(namedAs(namedPrincipals({ AWS: [ACCOUNT, ROLE, SESSION] }), session)).toBe('self');
    expect(namedAs(namedPrincipals({ AWS: [ACCOUNT, ROLE] }), session)).toBe('role');
  });
});

describe('A grant', () => {
  it.each(NAMES.filter(([, name]) => name !== SERVICE))('%s is named by %s as %s', (who, name, as) => {
    expect(namedBy(name, PRINCIPALS[who] as Principal)).toBe(as);
  });

  it('names a service by its name, and nobody by what is not there', () => {
    expect(namedBy(SERVICE, service)).toBe('self');
    expect(namedBy('s4.amazonaws.com', service)).toBeUndefined();
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
it.each<[principal: string, element: PrincipalElement, exempted: boolean]>([
  ['user', { AWS: [USER, ROOT] }, true],
  ['user', { AWS: [USER, ACCOUNT] }, true],
  ['user', { AWS: USER }, false],
  ['user', { AWS: ROOT }, false],
  ['user', { AWS: [FOREIGN, ROOT] }, false],
  ['root', { AWS: ROOT }, true],
  ['root', { AWS: ACCOUNT }, false],
  ['root', { AWS: OTHER }, false],
  ['session', { AWS: [SESSION, ROLE, ROOT] }, true],
  ['session', { AWS: [SESSION, ROLE] }, false],
  ['session', { AWS: [SESSION, ROOT] }, false],
  ['session', { AWS: [ROLE, ROOT] }, false],
  ['session', { AWS: [SESSION, BARE_ROLE, ROOT] }, false],
  ['unregistered', { AWS: [SESSION, ROLE, ROOT] }, true],
  ['bareRole', { AWS: [ROLE, ROOT] }, true],
  ['bareRole', { AWS: ROLE }, false],
  ['bareRole', { AWS: ROOT }, false],
  ['service', { Service: SERVICE }, true],
  ['service', { Service: 's4.amazonaws.com' }, false],
  ['service', { AWS: SERVICE }, false],
  ['service', { AWS: '*' }, false],
  ['service', '*', true],
  ['user', '*', true],
  ['user', { AWS: '*' }, true],
  ['federated', { AWS: [FEDERATED, ROOT] }, true],
  ['federated', { AWS: FEDERATED }, false],
])('NotPrincipal: %s is exempted by %j: %s', (who, element, exempted) => {
  expect(isExempted(namedPrincipals(element), PRINCIPALS[who] as Principal)).toBe(exempted);
});
