import { CreateKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { callerPolicies } from '../../../src/authorization/caller-policies.js';
import { principalIn } from '../../../src/authorization/identities.js';
import { type Iam, type IamOptions, type LocalKms, localKms } from '../../../src/index.js';
import { scopeOf } from '../../../src/model/arn.js';
import { behindHandle } from '../../../src/world/handle.js';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/keys`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const FULL_ACCESS = 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess';
const DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}}';
const RCP = '{"Statement":{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}}';

const ALL: IamOptions = {
  roles: {
    [ROLE]: {
      policies: [MANAGED, READ_ONLY, { PolicyName: 'inline', PolicyDocument: DOCUMENT }],
      permissionsBoundary: { PolicyName: 'permissionsBoundary', PolicyDocument: DOCUMENT },
      tags: { team: 'orders' },
    },
  },
  users: { [USER]: { policies: [], tags: {} } },
  policies: { [MANAGED]: DOCUMENT },
  accounts: [ACCOUNT, '444455556666'],
  serviceControlPolicies: { [ACCOUNT]: [[FULL_ACCESS], [FULL_ACCESS]] },
  resourceControlPolicies: { [ACCOUNT]: [[], [RCP]] },
  organization: {
    id: 'o-a1b2c3d4e5',
    managementAccountId: '999988887777',
    paths: { [ACCOUNT]: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' },
  },
};

const EMPTY: IamOptions = {
  roles: {},
  users: {},
  policies: {},
  accounts: [],
  serviceControlPolicies: {},
  resourceControlPolicies: {},
};

/** Names of the identity policies of a session, as authorization finds them. */
function policiesOf(kms: LocalKms, arn = SESSION): readonly string[] | undefined {
  const { state } = behindHandle(kms).world;
  const caller = { scope: scopeOf(ACCOUNT, 'us-east-1'), principal: arn };
  return callerPolicies(state, caller, principalIn(state, arn), ACCOUNT).identity?.map(({ name }) => name);
}

describe('kms.iam', () => {
  it('describes nothing where there is nothing', async () => {
    expect(await localKms().iam.describe()).toEqual(EMPTY);
  });

  it('describes what options say, as options', async () => {
    const described = await localKms({ iam: ALL }).iam.describe();
    expect(described).toEqual(ALL);
    expect(await localKms({ iam: described }).iam.describe()).toEqual(ALL);
  });

  it('makes by its actions what options make', async () => {
    const { iam } = localKms();
    await iam.putPolicy(MANAGED, DOCUMENT);
    await iam.putRole(ROLE, ALL.roles?.[ROLE] ?? {});
    await iam.putUser(USER, {});
    await iam.putUser('arn:aws:iam::444455556666:user/a', {});
    await iam.deleteUser('arn:aws:iam::444455556666:user/a');
    await iam.putServiceControlPolicies(ACCOUNT, [[FULL_ACCESS], [FULL_ACCESS]]);
    await iam.putResourceControlPolicies(ACCOUNT, [[], [RCP]]);
    await iam.putOrganization(ALL.organization);
    expect(await iam.describe()).toEqual(ALL);
  });

  it('counts from the next call on', async () => {
    const kms = localKms();
    expect(policiesOf(kms)).toBeUndefined();
    await kms.iam.putRole(ROLE, { policies: [DOCUMENT] });
    expect(policiesOf(kms)).toEqual(['policies[0]']);
    await kms.iam.putRole(ROLE, { policies: [{ PolicyName: 'other', PolicyDocument: DOCUMENT }, READ_ONLY] });
    expect(policiesOf(kms)).toEqual(['other', READ_ONLY]);
    await kms.iam.deleteRole(ROLE);
    expect(policiesOf(kms)).toEqual([]);
  });

  it('gives a managed policy another document for all who have it', async () => {
    const kms = localKms({ iam: ALL });
    const { state } = behindHandle(kms).world;
    const actions = () => {
      const caller = { scope: scopeOf(ACCOUNT, 'us-east-1'), principal: SESSION };
      const [policy] = callerPolicies(state, caller, principalIn(state, SESSION), ACCOUNT).identity ?? [];
      return policy?.statements.length;
    };
    expect(actions()).toBe(1);
    const statement = { Effect: 'Allow', Action: 'kms:Sign', Resource: '*' };
    await kms.iam.putPolicy(MANAGED, { Version: '2012-10-17', Statement: [statement, statement] });
    expect(actions()).toBe(2);
  });

  it('leaves the unique id of who is deleted in key policies, which names nobody of that name later', async () => {
    const kms = localKms({
      region: 'us-east-1',
      accountId: ACCOUNT,
      iam: { roles: { [ROLE]: {} }, users: { [USER]: {} } },
    });
    const client = kms.attach(new KMSClient({}));
    const statement = (AWS: string | string[], Action: string) => ({
      Effect: 'Allow',
      Principal: { AWS },
      Action,
      Resource: '*',
    });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [statement(`arn:aws:iam::${ACCOUNT}:root`, 'kms:*'), statement([ROLE, USER], 'kms:Encrypt')],
    });
    const { KeyMetadata } = await client.send(new CreateKeyCommand({ Policy }));
    const KeyId = KeyMetadata?.KeyId as string;
    const isAllowed = async (principal: string) => (await kms.can({ principal, operation: 'Encrypt', KeyId })).allowed;
    expect([await isAllowed(SESSION), await isAllowed(USER)]).toEqual([true, true]);
    await kms.iam.deleteRole(ROLE);
    await kms.iam.putRole(ROLE, {});
    expect([await isAllowed(SESSION), await isAllowed(USER)]).toEqual([false, true]);
    const stored = await client.send(new GetKeyPolicyCommand({ KeyId }));
    const [, { Principal }] = JSON.parse(stored.Policy ?? '').Statement;
    expect(Principal.AWS).toEqual([expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE$/), USER]);
    await expect(client.send(new PutKeyPolicyCommand({ KeyId, Policy: stored.Policy }))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
    // A snapshot keeps it.
    const other = localKms({ accountId: ACCOUNT });
    other.restore(JSON.parse(JSON.stringify(kms.snapshot())));
    const again = await other
      .attach(new KMSClient({ region: 'us-east-1' }))
      .send(new GetKeyPolicyCommand({ KeyId: KeyMetadata?.Arn }));
    expect(again.Policy).toBe(stored.Policy);
  });

  it('belongs to snapshots and reset', async () => {
    const kms = localKms({ iam: { users: { [USER]: {} } } });
    await kms.iam.putRole(ROLE, {});
    const snapshot = kms.snapshot();
    const described = await kms.iam.describe();
    await kms.iam.deleteRole(ROLE);
    await kms.iam.deleteUser(USER);
    kms.restore(snapshot);
    expect(await kms.iam.describe()).toEqual(described);
    const other = localKms();
    other.restore(JSON.parse(JSON.stringify(snapshot)));
    expect(await other.iam.describe()).toEqual(described);
    kms.reset();
    expect(Object.keys((await kms.iam.describe()).roles ?? {})).toEqual([]);
    expect(Object.keys((await kms.iam.describe()).users ?? {})).toEqual([USER]);
  });

  it('takes away levels and the organization', async () => {
    const { iam } = localKms({ iam: ALL });
    await iam.putServiceControlPolicies(ACCOUNT, []);
    await iam.putResourceControlPolicies(ACCOUNT, []);
    await iam.putOrganization(undefined);
    expect(await iam.describe()).toEqual({
      ...ALL,
      serviceControlPolicies: {},
      resourceControlPolicies: {},
      organization: undefined,
    });
  });

  // A test of what the types do not allow.
  // biome-ignore lint/suspicious/noExplicitAny: what is wrong does not keep to types
  it.each<[what: string, act: (iam: any) => Promise<void>, message: string]>([
    [
      'a role by its name',
      (iam: Iam) => iam.putRole('orders', {}),
      'putRole: expected the ARN of a role, such as "arn:aws:iam::111122223333:role/app/orders"; got "orders"',
    ],
    [
      'a role that has its name with another path',
      (iam: Iam) => iam.putRole(ROLE.replace('app', 'other'), {}),
      `putRole: ${ROLE} has this name already`,
    ],
    [
      'a user with another member',
      (iam) => iam.putUser(USER, { groups: [] }),
      `putUser["${USER}"].groups: there is no such option, only policies, permissionsBoundary, tags`,
    ],
    [
      'a policy that is not there',
      (iam: Iam) => iam.putUser(USER, { policies: ['arn:aws:iam::aws:policy/None'] }),
      'putUser: arn:aws:iam::aws:policy/None is attached, but its document is not here: give it',
    ],
    ['a role that is not there', (iam: Iam) => iam.deleteRole(`${ROLE}s`), `deleteRole: there is no ${ROLE}s`],
    [
      'a user as a role',
      (iam: Iam) => iam.deleteRole(USER),
      `deleteRole: expected the ARN of a role, such as "arn:aws:iam::111122223333:role/app/orders"; got "${USER}"`,
    ],
    ['a user that is not there', (iam: Iam) => iam.deleteUser(`${USER}s`), `deleteUser: there is no ${USER}s`],
    ['a policy in use', (iam: Iam) => iam.deletePolicy(MANAGED), `deletePolicy: ${MANAGED} is attached to ${ROLE}`],
    [
      'an SCP in use',
      (iam: Iam) => iam.deletePolicy(FULL_ACCESS),
      `deletePolicy: ${FULL_ACCESS} is attached to ${ACCOUNT}`,
    ],
    ['an unknown policy', (iam: Iam) => iam.deletePolicy(`${MANAGED}s`), `deletePolicy: there is no ${MANAGED}s`],
    [
      'a policy by its name',
      (iam: Iam) => iam.deletePolicy('keys'),
      'deletePolicy: expected the ARN of a policy of IAM or AWS Organizations; got "keys"',
    ],
    [
      'a policy that AWS refuses',
      (iam: Iam) => iam.putPolicy(MANAGED, {}),
      `putPolicy["${MANAGED}"]: AWS refuses this identity-based policy: Statement[0] is not an object`,
    ],
    [
      'levels of no account',
      (iam: Iam) => iam.putServiceControlPolicies('prod', []),
      'putServiceControlPolicies.accountId: expected a 12-digit account id; got "prod"',
    ],
    [
      'levels that are a policy',
      (iam) => iam.putResourceControlPolicies(ACCOUNT, {}),
      'putResourceControlPolicies.levels: expected a list of levels, each a list of policies, from the root of the organization down to the account; got an object',
    ],
    [
      'an organization without its account',
      (iam) => iam.putOrganization({ id: 'o-a1b2c3d4e5' }),
      'putOrganization.managementAccountId is missing',
    ],
  ])('refuses %s and changes nothing', async (_, act, message) => {
    const { iam } = localKms({ iam: ALL });
    await expect(act(iam)).rejects.toThrow(new TypeError(`[localkms] ${message}`));
    expect(await iam.describe()).toEqual(ALL);
  });

  it('deletes a policy that nobody has', async () => {
    const { iam } = localKms();
    await iam.putPolicy(MANAGED, DOCUMENT);
    await iam.deletePolicy(MANAGED);
    expect(await iam.describe()).toEqual(EMPTY);
  });
});
