/*
 * Each permission of every operation, denied by each kind of policy, with the whole of AWS's message.
 */
import type { OperationName } from '../../src/model/operation-types.js';
import type { IamOptions } from '../../src/options/iam/iam-options.js';
import { iamRecords } from '../../src/options/iam/iam-records.js';
import { insert } from '../../src/state/changes.js';
import { validInput } from '../support/api-model.js';
import { ACCOUNT, REGION, refusal, type TestKms, testKms } from '../support/engine.js';
import { GRANTEE } from '../support/grants.js';
import { NEEDS, type Permission } from './operation-needs.js';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const ALIAS = 'alias/orders';
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

interface Setting {
  readonly iam?: IamOptions;
  readonly sessionPolicy?: object;
  readonly endpointPolicy?: object;
  readonly keyPolicy?: object;
}

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

const TAG = { TagKey: 'a', TagValue: 'b' };

/** A world with a key that everybody may use, its alias, a grant and a ciphertext. */
async function scene({ iam = {}, sessionPolicy, endpointPolicy, keyPolicy }: Setting) {
  const kms = testKms();
  const policy = keyPolicy && { Policy: JSON.stringify(keyPolicy), BypassPolicyLockoutSafetyCheck: true };
  const { KeyMetadata } = await kms.call('CreateKey', {});
  const KeyId = KeyMetadata.Arn as string;
  await kms.call('CreateAlias', { AliasName: ALIAS, TargetKeyId: KeyId });
  const { GrantId } = await kms.call('CreateGrant', { KeyId, GranteePrincipal: GRANTEE, Operations: ['Encrypt'] });
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
  if (policy !== undefined) await kms.call('PutKeyPolicy', { KeyId, ...policy });
  plant(kms, iam);
  const caller = kms.as({
    principal: SESSION,
    ...(sessionPolicy && { sessionPolicies: [JSON.stringify(sessionPolicy)] }),
    ...(endpointPolicy && { origin: { vpcEndpoint: { id: 'vpce-1', policy: JSON.stringify(endpointPolicy) } } }),
  });
  return { caller, KeyId, GrantId, CiphertextBlob };
}

function plant({ world: { state } }: TestKms, iam: IamOptions): void {
  const records = iamRecords(iam, 'iam');
  state.applyAtOnce([
    ...records.managedPolicies.map((record) => insert('managedPolicies', record)),
    ...records.identities.map((record) => insert('identities', record)),
    ...records.accounts.map((record) => insert('accounts', record)),
  ]);
}

type Scene = Awaited<ReturnType<typeof scene>>;

function inputOf(operation: OperationName, { KeyId, GrantId, CiphertextBlob }: Scene): object {
  const valid = validInput(operation);
  const keyed = 'KeyId' in valid || operation === 'RetireGrant' ? { KeyId } : {};
  const more: { readonly [N in OperationName]?: object } = {
    CreateAlias: { AliasName: 'alias/another', TargetKeyId: KeyId },
    CreateGrant: { GranteePrincipal: GRANTEE, Operations: ['Encrypt'] },
    CreateKey: { Tags: [TAG] },
    Decrypt: { CiphertextBlob, KeyId },
    DeleteAlias: { AliasName: ALIAS },
    ReEncrypt: { CiphertextBlob, SourceKeyId: KeyId, DestinationKeyId: KeyId },
    ReplicateKey: { ReplicaRegion: 'eu-west-1', Tags: [TAG] },
    RetireGrant: { GrantId },
    UpdateAlias: { AliasName: ALIAS, TargetKeyId: KeyId },
    UpdatePrimaryRegion: { PrimaryRegion: 'eu-west-1' },
  };
  return { ...valid, ...keyed, ...more[operation] };
}

function whereOf(operation: OperationName, [, about]: Permission, KeyId: string): string {
  const alias = operation === 'CreateAlias' ? 'alias/another' : ALIAS;
  switch (about) {
    case 'key':
      return `on resource: ${KeyId} `;
    case 'alias':
      return `on resource: arn:aws:kms:${REGION}:${ACCOUNT}:${alias} `;
    case 'everything':
      return 'on resource: * ';
    default:
      return '';
  }
}

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
