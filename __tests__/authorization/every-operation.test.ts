/*
 * Each permission of every operation, denied by each kind of policy, with the whole of AWS's message.
 */
import type { OperationName } from '../../src/model/operation-types.js';
import type { IamOptions } from '../../src/options/iam/iam-options.js';
import { ACCOUNT, refusal } from '../support/engine.js';
import { inputOf, ROLE, SESSION, type Setting, scene, whereOf } from './call-scene.js';
import { NEEDS, type Permission } from './operation-needs.js';

const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/NotThat`;

const FULL = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } };
const allBut = (action: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', NotAction: action, Resource: '*' },
});
const denying = (action: string, principal: object = {}) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*', ...principal },
    { Effect: 'Deny', Action: action, Resource: '*', ...principal },
  ],
});

const ANYONE = { Principal: '*' };
const role = (options: object): IamOptions => ({ roles: { [ROLE]: { policies: [FULL], ...options } } });

/** A kind of denial: what makes it, and how AWS says it. */
const KINDS: readonly (readonly [
  kind: string,
  setting: (action: string) => Setting,
  why: (action: string) => string,
])[] = [
  [
    'no identity-based policy',
    (action) => ({ iam: role({ policies: [allBut(action)] }) }),
    (action) => `because no identity-based policy allows the ${action} action`,
  ],
  [
    'an identity-based policy',
    (action) => ({ iam: role({ policies: [FULL, denying(action)] }) }),
    () => 'with an explicit deny in an identity-based policy',
  ],
  [
    'a managed policy',
    (action) => ({ iam: { ...role({ policies: [FULL, MANAGED] }), policies: { [MANAGED]: denying(action) } } }),
    () => `with an explicit deny in an identity-based policy: ${MANAGED}`,
  ],
  [
    'no permissions boundary',
    (action) => ({ iam: role({ permissionsBoundary: allBut(action) }) }),
    (action) => `because no permissions boundary allows the ${action} action`,
  ],
  [
    'a permissions boundary',
    (action) => ({ iam: role({ permissionsBoundary: denying(action) }) }),
    () => 'with an explicit deny in a permissions boundary',
  ],
  [
    'no session policy',
    (action) => ({ iam: role({}), sessionPolicy: allBut(action) }),
    (action) => `because no session policy allows the ${action} action`,
  ],
  [
    'a session policy',
    (action) => ({ iam: role({}), sessionPolicy: denying(action) }),
    () => 'with an explicit deny in a session policy',
  ],
  [
    'no service control policy',
    (action) => ({ iam: { ...role({}), serviceControlPolicies: { [ACCOUNT]: [[FULL], [allBut(action)]] } } }),
    (action) => `because no service control policy allows the ${action} action`,
  ],
  [
    'a service control policy',
    (action) => ({ iam: { ...role({}), serviceControlPolicies: { [ACCOUNT]: [[denying(action)]] } } }),
    () => 'with an explicit deny in a service control policy',
  ],
  [
    'no VPC endpoint policy',
    (action) => ({
      iam: role({}),
      endpointPolicy: { ...allBut(action), Statement: { ...allBut(action).Statement, ...ANYONE } },
    }),
    (action) => `because no VPC endpoint policy allows the ${action} action`,
  ],
  [
    'a VPC endpoint policy',
    (action) => ({ iam: role({}), endpointPolicy: denying(action, ANYONE) }),
    () => 'with an explicit deny in a VPC endpoint policy',
  ],
];

const OF_KEYS: typeof KINDS = [
  [
    'a resource control policy',
    (action) => ({
      iam: {
        ...role({}),
        resourceControlPolicies: {
          [ACCOUNT]: [
            [{ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: action, Resource: '*', ...ANYONE } }],
          ],
        },
      },
    }),
    () => 'with an explicit deny in a resource control policy',
  ],
  [
    'no key policy',
    (action) => ({
      iam: role({}),
      keyPolicy: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', NotAction: action, Resource: '*', Principal: { AWS: ACCOUNT } },
      },
    }),
    (action) => `because no resource-based policy allows the ${action} action`,
  ],
  [
    'a key policy',
    (action) => ({ iam: role({}), keyPolicy: denying(action, { Principal: { AWS: ROLE } }) }),
    () => 'with an explicit deny in a resource-based policy',
  ],
];

const OPERATIONS = Object.entries(NEEDS) as [OperationName, readonly Permission[]][];

describe.each(OPERATIONS)('%s', (operation, permissions) => {
  it('is allowed where every policy allows it', async () => {
    const found = await scene({
      iam: {
        ...role({ permissionsBoundary: FULL }),
        serviceControlPolicies: { [ACCOUNT]: [[FULL]] },
        resourceControlPolicies: { [ACCOUNT]: [[]] },
      },
      sessionPolicy: FULL,
    });
    const refused = await found.caller.call(operation, inputOf(operation, found)).catch((error: Error) => error);
    expect((refused as Error).name).not.toBe('AccessDeniedException');
  });

  for (const permission of permissions) {
    const [name, about] = permission;
    const action = `kms:${name}`;
    // Of several permissions of one name the first that is asked for is told.
    const told = permissions.find((one) => one[0] === name) as Permission;
    // A key policy cannot allow RetireGrant, the grant does; and resource control policies do not apply to it.
    const ofKeys = about !== 'key' ? [] : operation === 'RetireGrant' ? OF_KEYS.slice(2) : OF_KEYS;
    it.each([...KINDS, ...ofKeys])(`is denied ${action} on ${about} by %s`, async (kind, setting, why) => {
      const found = await scene(setting(action));
      const ofKey = OF_KEYS.some((row) => row[0] === kind);
      expect(await refusal(found.caller.call(operation, inputOf(operation, found)))).toEqual({
        name: 'AccessDeniedException',
        message: `User: ${SESSION} is not authorized to perform: ${action} ${whereOf(operation, ofKey ? permission : told, found.KeyId)}${why(action)}`,
      });
    });
  }
});
