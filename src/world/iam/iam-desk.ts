import { withoutPrincipal } from '../../authorization/key-policy.js';
import type { World } from '../../contract/world.js';
import { exampleId } from '../../model/unique-ids.js';
import { expected, refuse } from '../../options/checks.js';
import type { OrganizationOptions } from '../../options/iam/iam-options.js';
import { accountRecord, awsPolicies, managedPolicy, referencedBy } from '../../options/iam/iam-records.js';
import { type IdentityKind, identityArn, identityRecord } from '../../options/iam/identity-option.js';
import { accountId, memberships, policyLevels } from '../../options/iam/organization-option.js';
import { policyTypeOf } from '../../options/iam/policy-option.js';
import { type Change, insert, remove, replace, update } from '../../state/changes.js';
import type { AccountRecord } from '../../state/records/account.js';
import type { IdentityRecord } from '../../state/records/identity.js';
import type { State } from '../../state/state.js';
import type { Records, TableName } from '../../state/tables.js';
import { describeIam } from './describe-iam.js';
import type { Iam } from './iam.js';

/** What `kms.iam` does, once it is loaded. */
export function iamDesk(world: World): Iam {
  const { state } = world;
  /** The function is asked in the moment of writing, and again where somebody else was faster. */
  async function write(changes: () => readonly Change[]): Promise<void> {
    while (!(await world.write(changes)));
  }
  return {
    putRole: (arn, role) => write(() => putIdentity(state, 'role', arn, role)),
    deleteRole: (arn) => write(() => deleteIdentity(state, 'role', arn)),
    putUser: (arn, user) => write(() => putIdentity(state, 'user', arn, user)),
    deleteUser: (arn) => write(() => deleteIdentity(state, 'user', arn)),
    putPolicy: (arn, document) =>
      write(() => [put(state, 'managedPolicies', arn, managedPolicy(arn, document, 'putPolicy'))]),
    deletePolicy: (arn) => write(() => deletePolicy(state, arn)),
    putServiceControlPolicies(account, levels) {
      const path = 'putServiceControlPolicies';
      accountId(account, `${path}.accountId`);
      const serviceControlPolicies = policyLevels(levels, 'service control policy', `${path}.levels`);
      return write(() => putAccount(state, account, { serviceControlPolicies: someOf(serviceControlPolicies) }, path));
    },
    putResourceControlPolicies(account, levels) {
      const path = 'putResourceControlPolicies';
      accountId(account, `${path}.accountId`);
      const resourceControlPolicies = policyLevels(levels, 'resource control policy', `${path}.levels`);
      return write(() =>
        putAccount(state, account, { resourceControlPolicies: someOf(resourceControlPolicies) }, path),
      );
    },
    putOrganization: (organization) => write(() => putOrganization(state, organization)),
    describe: async () => describeIam(state),
  };
}

function put<T extends TableName>(state: State, table: T, id: string, record: Records[T]): Change {
  const known = state.get(table, id);
  return known === undefined ? insert(table, record) : replace(table, known, record);
}

/** The policies of AWS's own that records have, where they are not there yet. */
function awsPoliciesOf(
  state: State,
  identities: readonly IdentityRecord[],
  accounts: readonly AccountRecord[],
  path: string,
) {
  return awsPolicies(referencedBy(identities, accounts), [...state.all('managedPolicies')], path).map((policy) =>
    insert('managedPolicies', policy),
  );
}

function putIdentity(state: State, kind: IdentityKind, arn: string, options: object): readonly Change[] {
  const path = kind === 'role' ? 'putRole' : 'putUser';
  const record = identityRecord(kind, arn, options, path);
  for (const { Arn } of state.all('identities')) {
    if (Arn !== arn && isNamesake(Arn, arn)) refuse(path, `${Arn} has this name already`);
  }
  return [
    ...awsPoliciesOf(state, [record], [], path),
    put(state, 'identities', arn, record),
    ...knownAccount(state, record.account),
  ];
}

/** Names are unique in an account, whatever the path. */
function isNamesake(one: string, other: string): boolean {
  const nameOf = (arn: string) => arn.replace(/\/.*\//, '/');
  return nameOf(one) === nameOf(other);
}

function knownAccount(state: State, account: string): readonly Change[] {
  const known = state.get('accounts', account);
  if (known?.hasIam) return [];
  return [put(state, 'accounts', account, { ...known, account, hasIam: true })];
}

function deleteIdentity(state: State, kind: IdentityKind, arn: string): readonly Change[] {
  const path = kind === 'role' ? 'deleteRole' : 'deleteUser';
  const known = state.get('identities', identityArn(kind, arn, path));
  if (known === undefined) refuse(path, `there is no ${arn}`);
  const uniqueId = exampleId(kind === 'role' ? 'AROA' : 'AIDA', arn);
  const changed = Array.from(state.all('keys'), (key): Change[] => {
    const Policy = withoutPrincipal(key.Policy, arn, uniqueId);
    return Policy === key.Policy ? [] : [update('keys', key, { Policy })];
  });
  return [remove('identities', known), ...changed.flat()];
}

function deletePolicy(state: State, arn: string): readonly Change[] {
  const path = 'deletePolicy';
  if (policyTypeOf(arn) === undefined) expected(path, arn, 'the ARN of a policy of IAM or AWS Organizations');
  const known = state.get('managedPolicies', arn);
  if (known === undefined) refuse(path, `there is no ${arn}`);
  const identity = [...state.all('identities')].find((one) => referencedBy([one], []).includes(arn));
  const account = [...state.all('accounts')].find((one) => referencedBy([], [one]).includes(arn));
  const holder = identity?.Arn ?? account?.account;
  if (holder !== undefined) refuse(path, `${arn} is attached to ${holder}`);
  return [remove('managedPolicies', known)];
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

type AccountMembers = { readonly [M in keyof AccountRecord]?: AccountRecord[M] | undefined };

/** Changes members of an account; one of which nothing is known any more goes. */
function putAccount(state: State, account: string, members: AccountMembers, path: string): readonly Change[] {
  const record = changedAccount(state.get('accounts', account), account, members);
  return [...awsPoliciesOf(state, [], [record], path), put(state, 'accounts', account, record)];
}

function changedAccount(known: AccountRecord | undefined, account: string, members: AccountMembers): AccountRecord {
  const { hasIam = false, serviceControlPolicies, resourceControlPolicies, organization } = { ...known, ...members };
  return accountRecord({ account, hasIam, serviceControlPolicies, resourceControlPolicies, organization });
}

function putOrganization(state: State, organization: OrganizationOptions | undefined): readonly Change[] {
  const members = organization === undefined ? new Map() : memberships(organization, 'putOrganization');
  const accounts = new Set([...members.keys(), ...Array.from(state.all('accounts'), ({ account }) => account)]);
  return Array.from(accounts, (account) => {
    const known = state.get('accounts', account);
    return put(state, 'accounts', account, changedAccount(known, account, { organization: members.get(account) }));
  });
}
