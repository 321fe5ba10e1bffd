import { type IamOptions, localKms } from '../../../src/index.js';
import { ACCOUNT, ALLOW, DOCUMENT, MANAGED, organization, RCP_DOCUMENT, ROLE, SCP, USER, WRONG } from './wrong-iam.js';

describe('options.iam', () => {
  it.each(WRONG)('refuses %s', (_, iam, message) => {
    // A test of what the types do not allow.
    expect(() => localKms({ iam: iam as IamOptions })).toThrow(new TypeError(`[localkms] options.iam${message}`));
  });

  it.each<[what: string, iam: IamOptions]>([
    ['nothing', {}],
    ['a role without policies', { roles: { [ROLE]: {} } }],
    ['JSON text', { roles: { [ROLE]: { policies: [JSON.stringify(DOCUMENT)] } } }],
    ['one statement as an object', { roles: { [ROLE]: { policies: [{ Statement: ALLOW }] } } }],
    [
      'an inline policy with a name',
      { roles: { [ROLE]: { policies: [{ PolicyName: 'a', PolicyDocument: DOCUMENT }] } } },
    ],
    ['a customer managed policy', { roles: { [ROLE]: { policies: [MANAGED] } }, policies: { [MANAGED]: DOCUMENT } }],
    ['an AWS managed policy', { users: { [USER]: { policies: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } }],
    [
      'one in another partition',
      { roles: { 'arn:aws-cn:iam::111122223333:role/a': { policies: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'] } } },
    ],
    ['a boundary', { roles: { [ROLE]: { permissionsBoundary: DOCUMENT } } }],
    [
      'a user and a role of one name',
      { roles: { [ROLE]: {} }, users: { [`arn:aws:iam::${ACCOUNT}:user/orders`]: {} } },
    ],
    [
      'FullAWSAccess',
      {
        serviceControlPolicies: {
          [ACCOUNT]: [['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess']],
        },
      },
    ],
    ['an SCP by ARN', { serviceControlPolicies: { [ACCOUNT]: [[SCP]] }, policies: { [SCP]: DOCUMENT } }],
    ['an RCP, and levels without', { resourceControlPolicies: { [ACCOUNT]: [[], [RCP_DOCUMENT]] } }],
    ['an organization', organization({ paths: { [ACCOUNT]: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } })],
  ])('takes %s', (_, iam) => {
    expect(() => localKms({ iam })).not.toThrow();
  });
});
