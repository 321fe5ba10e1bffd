import { memo } from '../bytes/memo.js';
import { invalidPrincipals } from '../model/faults/policies.js';
import { type IdentityRecord, roleId } from '../state/records/identity.js';
import type { State } from '../state/state.js';
import type { RequestFacts } from './conditions/request-facts.js';
import { keyPolicyOf } from './key-policy.js';
import { type Principal, principalOf } from './principal.js';

/** Whether users and roles of the account are known: then whoever is not among them does not exist. */
export function knowsIdentities(state: State, account: string): boolean {
  return state.get('accounts', account)?.hasIam === true;
}

/** The user, or the role of the session, where it is known. */
export function identityOf(state: State, { arn, role }: Principal): IdentityRecord | undefined {
  return state.get('identities', role ?? arn);
}

/** The principal of an ARN, a session with the path of its role where it is known; or the service of a name. */
export function principalIn(state: State, arn: string): Principal {
  const { principal, id, withRole } = principalNamed(arn);
  const known = id === undefined ? undefined : state.find('identities', 'role', id, isThere);
  return known === undefined ? principal : withRole(known.Arn);
}

/** A session with its role as if it had no path, and with that of its role once it is known. Callers are few, and call often. */
const principalNamed = memo(1000, (arn: string) => {
  const principal = principalOf(arn);
  const { anyPath, ...named } = principal;
  const { account = '', role = '' } = named;
  return {
    principal,
    id: anyPath && roleId({ account, Arn: role }),
    withRole: memo(10, (known: string): Principal => ({ ...named, role: known })),
  };
});

const isThere = () => true;

/**
 * Whether a principal that a key policy names exists: the users, roles and sessions of accounts whose identities are known
 * are those that are registered. Of federated users, AWS services and other accounts nothing is known: they do.
 */
export function existsPrincipal(state: State, arn: string): boolean {
  const principal = principalIn(state, arn);
  const { type, account } = principal;
  if (account === undefined || type === 'Account' || type === 'FederatedUser') return true;
  return !knowsIdentities(state, account) || identityOf(state, principal) !== undefined;
}

/** Refuses a key policy that names a principal which does not exist. */
export function requirePrincipals(state: State, keyPolicy: string): void {
  for (const { principal } of keyPolicyOf(keyPolicy).statements) {
    for (const arn of principal?.named.aws ?? []) if (!existsPrincipal(state, arn)) throw invalidPrincipals();
  }
}

/** What conditions ask of identities and organizations. */
export function identityFacts(
  state: State,
  principal: Principal,
): Pick<RequestFacts, 'principalTags' | 'organizationOf'> {
  return {
    principalTags: identityOf(state, principal)?.tags,
    organizationOf: (account) => state.get('accounts', account)?.organization,
  };
}
