import { callerPolicies } from '../authorization/caller-policies.js';
import { conditionContext } from '../authorization/conditions/context.js';
import type { RequestFacts } from '../authorization/conditions/request-facts.js';
import { decide } from '../authorization/decide.js';
import type { Decision, NearGrant } from '../authorization/decision.js';
import { type GivingGrant, givingGrant, grantUseOf, nearGrants } from '../authorization/grant-permissions.js';
import { identityFacts, principalIn } from '../authorization/identities.js';
import { keyPolicyOf } from '../authorization/key-policy.js';
import type { Policy } from '../authorization/policy.js';
import type { Principal } from '../authorization/principal.js';
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
  readonly owner?: KeyOwner;
}

export interface KeyOwner {
  readonly account: string;
  readonly isAwsManaged: boolean;
  readonly keyPolicy: Policy;
  /** Whether AWS KMS carries out this operation on keys of other accounts. */
  readonly crossAccount: boolean;
  readonly grant?: GivingGrant | undefined;
  readonly nearGrants?: () => readonly NearGrant[];
  /** RetireGrant: the key policy can only deny it. */
  readonly keyPolicyOnlyDenies?: boolean;
}

/** What condition keys are read from, for a call that is about nothing in particular. */
export function factsOfCall(call: Call, operation: string): RequestFacts {
  const { state } = call.world;
  const principal = principalIn(state, call.caller.principal);
  return {
    operation,
    principal,
    scope: call.caller.scope,
    now: call.now,
    input: call.input as RequestFacts['input'],
    origin: call.caller.origin,
    ...identityFacts(state, principal),
  };
}

/** The same for a call that is about a key. */
export function factsOfKey(
  { world: { state } }: Call,
  facts: RequestFacts,
  key: KeyRecord,
  side?: RequestFacts['side'],
  onSameKey?: boolean,
): RequestFacts {
  return {
    ...facts,
    key,
    side,
    onSameKey,
    aliasNames: () => state.list('aliases', 'key', key.Arn).map(({ AliasName }) => AliasName),
    lastUse: () => state.get('lastUsages', key.Arn)?.Timestamp ?? key.CreationDate,
  };
}

/** What the account of a key says about this operation on it. */
export function ownerOf(key: KeyRecord, crossAccount: boolean): KeyOwner {
  return {
    account: key.account,
    isAwsManaged: key.KeyManager === 'AWS',
    keyPolicy: keyPolicyOf(key.Policy),
    crossAccount,
  };
}

/** The grant on the key that allows it, or those that nearly do. */
export function grantsFor(
  call: Call,
  key: KeyRecord,
  permission: string,
  principal: Principal,
): Pick<KeyOwner, 'grant' | 'nearGrants'> {
  // The grant operation of what is grantable has the name of its permission.
  const use = grantUseOf(permission as GrantOperationName, call.input, call.caller.origin?.sourceArn);
  return {
    grant: givingGrant(grantsOn(call, key), principal, use),
    nearGrants: () => nearGrants(grantsOn(call, key), principal, use),
  };
}

type GrantOperationName = Parameters<typeof grantUseOf>[0];

function* grantsOn({ world: { state } }: Call, key: KeyRecord): Iterable<GrantRecord> {
  for (const { record } of state.group('grants', 'key', key.Arn)?.after(0) ?? []) yield record;
}

/** Whether the caller may, and why. */
export function decisionOn({ world: { state }, caller }: Call, { permission, resource, facts, owner }: Need): Decision {
  const { principal } = facts;
  // Resource control policies do not apply to AWS managed keys, nor to retiring a grant:
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  const controlled = owner && !owner.isAwsManaged && permission !== 'RetireGrant' ? owner.account : undefined;
  return decide(
    {
      principal,
      action: `kms:${permission}`,
      resource: { arn: resource, account: owner?.account, keyPolicy: owner?.keyPolicy },
      context: conditionContext(facts, false),
      keyPolicyContext: conditionContext(facts, true),
      crossAccount: owner?.crossAccount ?? false,
      grant: owner?.grant,
      nearGrants: owner?.nearGrants,
      keyPolicyOnlyDenies: owner?.keyPolicyOnlyDenies ?? false,
    },
    callerPolicies(state, caller, principal, controlled),
  );
}
