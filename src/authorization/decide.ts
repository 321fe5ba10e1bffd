import type { ConditionContext } from './conditions/template.js';
import type { DeniedBy, NearGrant } from './decision.js';
import { firstMatch, type Match, matchIn, nearMisses, type Question, strongestMatch } from './evaluate.js';
import type { GivingGrant } from './grant-permissions.js';
import { type CallerPolicies, firstAnswer } from './policies-asked.js';
import type { Policy } from './policy.js';
import type { Principal } from './principal.js';
import { type Denial, Verdict } from './verdict.js';

/** One action on one resource by one caller. */
export interface AccessCheck {
  readonly principal: Principal;
  /** `kms:Decrypt` */
  readonly action: string;
  /** ARN of a key, or of an alias, or `*`. */
  readonly resource: string;
  /** Of a key: what its account says. */
  readonly owner?: KeyOwner | undefined;
  /** Condition keys as policies of IAM see them, and as a key policy does: that has no tags and aliases of the key. */
  readonly context: ConditionContext;
  readonly keyPolicyContext: ConditionContext;
}

export interface KeyOwner {
  readonly account: string;
  readonly keyPolicy: Policy;
  /** Whether AWS KMS carries out this operation on keys of other accounts. */
  readonly crossAccount: boolean;
  /** A grant that allows it; asked for where the key policy does not name the caller. */
  readonly grant?: (() => GivingGrant | undefined) | undefined;
  /** Grants to the caller that do not allow it, asked for where the call is refused. */
  readonly nearGrants?: (() => readonly NearGrant[] | undefined) | undefined;
  /** RetireGrant: the key policy can only deny it. */
  readonly keyPolicyOnlyDenies?: boolean | undefined;
}

/** What is asked: of the policies of IAM, and of the key policy. */
interface Case {
  readonly check: AccessCheck;
  readonly policies: CallerPolicies;
  readonly question: Question;
  readonly toKeyPolicy: Question;
}

/**
 * Decides as AWS does: an explicit Deny in any policy, then guard rails, then whether the key policy, a grant or IAM allows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function decide(check: AccessCheck, policies: CallerPolicies): Verdict {
  const { principal, action, resource, context, keyPolicyContext } = check;
  const hasBoundary = policies.boundary !== undefined;
  const one: Case = {
    check,
    policies,
    question: { principal, action, resource, context, hasBoundary },
    toKeyPolicy: { principal, action, resource, context: keyPolicyContext, hasBoundary },
  };
  return explicitDenial(one) ?? guardRailDenial(one) ?? allowance(one);
}

function verdict(
  { check, policies }: Case,
  denial: Denial | undefined,
  match?: Match,
  grantId?: string,
  isIamAssumed = false,
): Verdict {
  return new Verdict(check, policies, denial, match, grantId, isIamAssumed);
}

function explicitDenial(one: Case): Verdict | undefined {
  const { check, policies, question, toKeyPolicy } = one;
  const keyPolicy = check.owner?.keyPolicy;
  const denied = firstAnswer(policies, keyPolicy, (policy) =>
    matchIn(policy, 'Deny', policy === keyPolicy ? toKeyPolicy : question),
  );
  return denied && verdict(one, { kind: 'explicit', by: denied.policy.type, nearest: [] }, denied);
}

/**
 * Policies that never allow anything, but must not be silent: endpoint, and each level of service control policies.
 * Resource control policies never are: RCPFullAWSAccess cannot be detached.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function guardRailDenial(one: Case): Verdict | undefined {
  const { endpoint, serviceControl = [] } = one.policies;
  if (endpoint !== undefined && matchIn(endpoint, 'Allow', one.question) === undefined) {
    return denied(one, endpoint.type, [endpoint]);
  }
  for (const level of serviceControl) if (isSilent(level, one)) return denied(one, 'service control policy', level);
  return undefined;
}

function isSilent(level: readonly Policy[], { question }: Case): boolean {
  return level.length > 0 && firstMatch(level, 'Allow', question) === undefined;
}

function denied(one: Case, by: DeniedBy, asked: readonly Policy[]): Verdict {
  return verdict(one, { kind: 'implicit', by, nearest: nearMisses(asked, one.question) });
}

function allowance(one: Case): Verdict {
  const { principal, owner } = one.check;
  if (owner === undefined) return byIam(one, undefined);
  const isForeign = principal.type !== 'Service' && owner.account !== principal.account;
  if (isForeign && !owner.crossAccount) return verdict(one, { kind: 'implicit', by: 'another account', nearest: [] });
  const match = owner.keyPolicyOnlyDenies ? undefined : strongestMatch(owner.keyPolicy, one.toKeyPolicy);
  // In its own account a caller that is named needs nothing else; in another one its IAM must allow it, too.
  if (!isForeign && match?.namedAs === 'self') return verdict(one, undefined, match);
  if (!isForeign && match?.namedAs === 'role') return limitDenial(one) ?? verdict(one, undefined, match);
  const grant = owner.grant?.();
  if (grant !== undefined && grant.namedAs !== 'account') {
    return limitDenial(one) ?? verdict(one, undefined, undefined, grant.grantId);
  }
  if (match === undefined && grant === undefined) return nobodyAllows(one, owner, isForeign);
  return byIam(one, match);
}

/** Neither the key policy nor a grant. */
function nobodyAllows(one: Case, { keyPolicy, nearGrants }: KeyOwner, isForeign: boolean): Verdict {
  const nearest = [...(nearGrants?.() ?? []), ...nearMisses([keyPolicy], one.toKeyPolicy)];
  return verdict(one, { kind: 'implicit', by: isForeign ? 'another account' : 'resource-based policy', nearest });
}

/** The policies of IAM decide: those of the caller, within its boundary and those of its session. */
function byIam(one: Case, delegation: Match | undefined): Verdict {
  const { identity } = one.policies;
  const isRoot = one.check.principal.type === 'Account';
  const isTrusted = identity === undefined || isRoot;
  const allow = isTrusted ? undefined : firstMatch(identity, 'Allow', one.question);
  if (!isTrusted && allow === undefined) {
    // A grant would have been enough without them.
    const nearest = [...(one.check.owner?.nearGrants?.() ?? []), ...nearMisses(identity, one.question)];
    return verdict(one, { kind: 'implicit', by: 'identity-based policy', nearest });
  }
  const isIamAssumed = identity === undefined && !isRoot;
  return limitDenial(one) ?? verdict(one, undefined, allow ?? delegation, undefined, isIamAssumed);
}

/** What a permissions boundary or session policies do not allow, nothing else of the caller's account gives. */
function limitDenial(one: Case): Verdict | undefined {
  const { boundary, session } = one.policies;
  if (boundary !== undefined && matchIn(boundary, 'Allow', one.question) === undefined) {
    return denied(one, 'permissions boundary', [boundary]);
  }
  if (session !== undefined && firstMatch(session, 'Allow', one.question) === undefined) {
    return denied(one, 'session policy', session);
  }
  return undefined;
}
