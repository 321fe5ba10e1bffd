import { callerPolicies } from '../authorization/caller-policies.js';
import { conditionContext } from '../authorization/conditions/context.js';
import type { AttestedFacts, RequestFacts } from '../authorization/conditions/request-facts.js';
import { decide, type KeyOwner } from '../authorization/decide.js';
import { type GrantUse, givingGrant, grantUseOf, nearGrants } from '../authorization/grant-permissions.js';
import { identityFacts, principalIn } from '../authorization/identities.js';
import { keyPolicyOf } from '../authorization/key-policy.js';
import type { Principal } from '../authorization/principal.js';
import type { Verdict } from '../authorization/verdict.js';
import { memo } from '../bytes/memo.js';
import type { Call } from '../contract/call.js';
import type { GrantRecord } from '../state/records/grant.js';
import type { KeyRecord } from '../state/records/key.js';

/** One thing that a caller needs a permission for. */
export interface Need {
  /** Without `kms:`. */
  readonly permission: string;
  /** The ARN of a key or alias, or `*`. */
  readonly resource: string;
  readonly facts: RequestFacts;
  /** Of a key: what its account says. */
  readonly owner?: OwnerOfKey | undefined;
}

export interface OwnerOfKey extends KeyOwner {
  readonly isAwsManaged: boolean;
}

/** What condition keys are read from, for a call that is about nothing in particular. */
export function factsOfCall(call: Call, operation: string, attestation?: AttestedFacts): RequestFacts {
  const { state } = call.world;
  const { scope, origin, principal: caller } = call.caller;
  const principal = principalIn(state, caller);
  const { principalTags, organizationOf } = identityFacts(state, principal);
  // What the reader of a member takes is validated.
  const input = call.input as RequestFacts['input'];
  return { operation, principal, scope, now: call.now, input, origin, principalTags, organizationOf, attestation };
}

/** The same for a call that is about a key. */
export function factsOfKey(
  { world: { state } }: Call,
  facts: RequestFacts,
  key: KeyRecord,
  side?: RequestFacts['side'],
  onSameKey?: boolean,
): RequestFacts {
  const { operation, principal, scope, now, input, origin, principalTags, organizationOf, attestation } = facts;
  return {
    operation,
    principal,
    scope,
    now,
    input,
    origin,
    principalTags,
    organizationOf,
    attestation,
    key,
    side,
    onSameKey,
    aliasNames: () => state.list('aliases', 'key', key.Arn).map(({ AliasName }) => AliasName),
    lastUse: () => state.get('lastUsages', key.Arn)?.Timestamp ?? key.CreationDate,
  };
}

type Grants = Required<Pick<KeyOwner, 'grant' | 'nearGrants'>>;

/** The grant on the key that allows it, or those that nearly do. */
export function grantsFor(call: Call, key: KeyRecord, permission: string, principal: Principal): Grants {
  // The grant operation of what is grantable has the name of its permission.
  const use = () => grantUseOf(permission as GrantOperationName, call.input, call.caller.origin?.sourceArn);
  const among =
    <T>(ask: (grants: Iterable<GrantRecord>, ...by: [Principal, GrantUse]) => T) =>
    (): T | undefined => {
      const grants = grantsOn(call, key);
      return grants && ask(grants, principal, use());
    };
  return { grant: among(givingGrant), nearGrants: among(nearGrants) };
}

type GrantOperationName = Parameters<typeof grantUseOf>[0];

/** Undefined where there are none, as on most keys. */
function grantsOn({ world: { state } }: Call, key: KeyRecord): Iterable<GrantRecord> | undefined {
  const grants = state.group('grants', 'key', key.Arn);
  return grants && recordsOf(grants.after(0));
}

function* recordsOf<R>(rows: Iterable<{ readonly record: R }>): Iterable<R> {
  for (const { record } of rows) yield record;
}

/** What the account of a key says about this operation on it. */
export function ownerOf(key: KeyRecord, crossAccount: boolean, grants?: Partial<Grants>): OwnerOfKey {
  return {
    account: key.account,
    isAwsManaged: key.KeyManager === 'AWS',
    keyPolicy: keyPolicyOf(key.Policy),
    crossAccount,
    grant: grants?.grant,
    nearGrants: grants?.nearGrants,
  };
}

/** Whether the caller may. */
export function verdictOn({ world: { state }, caller }: Call, { permission, resource, facts, owner }: Need): Verdict {
  const { principal } = facts;
  // Resource control policies do not apply to AWS managed keys, nor to retiring a grant:
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  const controlled = owner && !owner.isAwsManaged && permission !== 'RetireGrant' ? owner.account : undefined;
  return decide(
    {
      principal,
      action: actionOf(permission),
      resource,
      owner,
      context: conditionContext(facts, false),
      keyPolicyContext: conditionContext(facts, true),
    },
    callerPolicies(state, caller, principal, controlled),
  );
}

// One text for each: a text that was just put together is slow to find in a Map.
const actionOf = memo(100, (permission: string) => ['kms', permission].join(':'));
