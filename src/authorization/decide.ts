import type { ConditionContext } from './conditions/conditions.js';
import { type Decision, type DeniedBy, type NearGrant, policyReference, referenceTo } from './decision.js';
import { firstMatch, type Match, matching, nearMisses, type Question } from './evaluate.js';
import type { GivingGrant } from './grant-permissions.js';
import type { Policy } from './policy.js';
import type { Principal } from './principal.js';

/** One action on one resource by one caller. */
export interface AccessCheck {
  readonly principal: Principal;
  /** `kms:Decrypt` */
  readonly action: string;
  /** A key with its policy, or an alias or `*`, which have none. */
  readonly resource: {
    readonly arn: string;
    readonly account: string | undefined;
    readonly keyPolicy?: Policy | undefined;
  };
  /** Condition keys as policies of IAM see them, and as a key policy does: that has no tags and aliases of the key. */
  readonly context: ConditionContext;
  readonly keyPolicyContext: ConditionContext;
  /** Whether AWS KMS carries out this operation on keys of other accounts. */
  readonly crossAccount: boolean;
  /** A grant that allows it, and how it names the caller. */
  readonly grant?: GivingGrant | undefined;
  /** Grants to the caller that do not allow it, asked for where the call is refused. */
  readonly nearGrants?: (() => readonly NearGrant[]) | undefined;
  /** RetireGrant: the key policy can only deny it. */
  readonly keyPolicyOnlyDenies?: boolean;
}

/** The policies of IAM and Organizations that apply to a caller; IAM is taken as allowing where `identity` is undefined. */
export interface CallerPolicies {
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: readonly Policy[];
  /** By level, from the root of the organization down to the account. */
  readonly serviceControl?: readonly (readonly Policy[])[];
  readonly resourceControl?: readonly (readonly Policy[])[];
  readonly endpoint?: Policy;
}

/**
 * Decides as AWS does: an explicit Deny in any policy, then guard rails, then whether the key policy, a grant or IAM allows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function decide(check: AccessCheck, policies: CallerPolicies): Decision {
  return explicitDenial(check, policies) ?? guardRailDenial(check, policies) ?? allowance(check, policies);
}

function questionTo(check: AccessCheck, context = check.context): Question {
  return { principal: check.principal, action: check.action, resource: check.resource.arn, context };
}

function subjectOf({ principal, action, resource }: AccessCheck, policies: CallerPolicies) {
  return {
    principal: principal.arn,
    action,
    resource: resource.arn,
    asked: policiesAsked(resource.keyPolicy, policies).map(policyReference),
    isIamAssumed: false,
  };
}

/** In the order in which an explicit denial is told. */
function policiesAsked(keyPolicy: Policy | undefined, policies: CallerPolicies): readonly Policy[] {
  const { endpoint, resourceControl = [], serviceControl = [], identity = [], boundary, session = [] } = policies;
  return [
    ...some(endpoint),
    ...resourceControl.flat(),
    ...serviceControl.flat(),
    ...some(keyPolicy),
    ...identity,
    ...some(boundary),
    ...session,
  ];
}

function explicitDenial(check: AccessCheck, policies: CallerPolicies): Decision | undefined {
  const question = questionTo(check);
  const hasBoundary = policies.boundary !== undefined;
  const { keyPolicy } = check.resource;
  const toKeyPolicy = { ...questionTo(check, check.keyPolicyContext), hasBoundary };
  let denied: Match | undefined;
  for (const policy of policiesAsked(keyPolicy, policies)) {
    denied = firstMatch([policy], 'Deny', policy === keyPolicy ? toKeyPolicy : question);
    if (denied !== undefined) break;
  }
  if (denied === undefined) return undefined;
  const statement = referenceTo(denied.policy, denied.statement);
  return {
    ...subjectOf(check, policies),
    allowed: false,
    kind: 'explicit',
    by: denied.policy.type,
    statement,
    nearest: [],
  };
}

function some<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** Policies that never allow anything, but must not be silent: endpoint, and each level of the organization. */
function guardRailDenial(check: AccessCheck, policies: CallerPolicies): Decision | undefined {
  const levels = [
    ...some(policies.endpoint && [policies.endpoint]),
    ...(policies.resourceControl ?? []),
    ...(policies.serviceControl ?? []),
  ];
  for (const level of levels) {
    const [first] = level;
    if (first === undefined || firstMatch(level, 'Allow', questionTo(check)) !== undefined) continue;
    return denied(check, policies, first.type, level);
  }
  return undefined;
}

function denied(check: AccessCheck, policies: CallerPolicies, by: DeniedBy, asked: readonly Policy[]): Decision {
  const nearest = nearMisses(asked, questionTo(check));
  return { ...subjectOf(check, policies), allowed: false, kind: 'implicit', by, nearest };
}

function allowance(check: AccessCheck, policies: CallerPolicies): Decision {
  const { keyPolicy, account } = check.resource;
  if (keyPolicy === undefined) return byIam(check, policies, undefined);
  const foreign = check.principal.type !== 'Service' && account !== check.principal.account;
  if (foreign && !check.crossAccount)
    return { ...subjectOf(check, policies), allowed: false, kind: 'implicit', by: 'another account', nearest: [] };
  const allows = check.keyPolicyOnlyDenies
    ? []
    : matching(keyPolicy, 'Allow', questionTo(check, check.keyPolicyContext));
  const direct = strongest(allows);
  return foreign ? ofOtherAccount(check, policies, direct) : ofOwnAccount(check, policies, direct);
}

const STRENGTH = { self: 3, role: 2, account: 1 } as const;

/** The statement that names the caller most directly. */
function strongest(matches: readonly Match[]): Match | undefined {
  return matches.reduce<Match | undefined>(
    (best, match) => (strengthOf(match) > strengthOf(best) ? match : best),
    undefined,
  );
}

function strengthOf(match: Match | undefined): number {
  return match?.namedAs === undefined ? 0 : STRENGTH[match.namedAs];
}

/** A caller of the key's own account, or an AWS service. */
function ofOwnAccount(check: AccessCheck, policies: CallerPolicies, match: Match | undefined): Decision {
  if (match?.namedAs === 'self') return allowedBy(check, policies, match);
  const grant = check.grant?.namedAs === 'account' ? undefined : check.grant;
  if (match?.namedAs === 'role') return limitDenial(check, policies) ?? allowedBy(check, policies, match);
  if (grant !== undefined) return limitDenial(check, policies) ?? allowedByGrant(check, policies, grant.grantId);
  if (match === undefined && check.grant === undefined) return noKeyPolicyAllows(check, policies);
  return byIam(check, policies, match);
}

/** The key's account must allow, and, but for grants to the caller itself, IAM in the caller's account too. */
function ofOtherAccount(check: AccessCheck, policies: CallerPolicies, match: Match | undefined): Decision {
  const grant = check.grant?.namedAs === 'account' ? undefined : check.grant;
  if (grant !== undefined) return limitDenial(check, policies) ?? allowedByGrant(check, policies, grant.grantId);
  if (match === undefined && check.grant === undefined)
    return { ...noKeyPolicyAllows(check, policies), by: 'another account' };
  return byIam(check, policies, match);
}

function noKeyPolicyAllows(check: AccessCheck, policies: CallerPolicies): Decision & { readonly allowed: false } {
  const statements = nearMisses(some(check.resource.keyPolicy), questionTo(check, check.keyPolicyContext));
  const nearest = [...(check.nearGrants?.() ?? []), ...statements];
  return { ...subjectOf(check, policies), allowed: false, kind: 'implicit', by: 'resource-based policy', nearest };
}

/** The policies of IAM decide: those of the caller, within its boundary and those of its session. */
function byIam(check: AccessCheck, policies: CallerPolicies, delegation: Match | undefined): Decision {
  const { identity } = policies;
  const trusted = identity === undefined || check.principal.type === 'Account';
  const allow = trusted ? undefined : firstMatch(identity, 'Allow', questionTo(check));
  if (!trusted && allow === undefined) return denied(check, policies, 'identity-based policy', identity);
  const limited = limitDenial(check, policies);
  if (limited !== undefined) return limited;
  const match = allow ?? delegation;
  const allowed =
    match === undefined ? { ...subjectOf(check, policies), allowed: true as const } : allowedBy(check, policies, match);
  return { ...allowed, isIamAssumed: identity === undefined && check.principal.type !== 'Account' };
}

/** What a permissions boundary or session policies do not allow, nothing else of the caller's account gives. */
function limitDenial(check: AccessCheck, policies: CallerPolicies): Decision | undefined {
  const { boundary, session } = policies;
  const question = questionTo(check);
  if (boundary !== undefined && firstMatch([boundary], 'Allow', question) === undefined) {
    return denied(check, policies, 'permissions boundary', [boundary]);
  }
  if (session !== undefined && firstMatch(session, 'Allow', question) === undefined) {
    return denied(check, policies, 'session policy', session);
  }
  return undefined;
}

function allowedBy(check: AccessCheck, policies: CallerPolicies, { policy, statement }: Match): Decision {
  return { ...subjectOf(check, policies), allowed: true, statement: referenceTo(policy, statement) };
}

function allowedByGrant(check: AccessCheck, policies: CallerPolicies, grantId: string): Decision {
  return { ...subjectOf(check, policies), allowed: true, grantId };
}
