import {
  type Decision,
  type DeniedBy,
  type NearMiss,
  type PolicyReference,
  policyReference,
  referenceTo,
} from './decision.js';
import type { Match } from './evaluate.js';
import { type CallerPolicies, firstAnswer } from './policies-asked.js';
import type { Policy } from './policy.js';
import type { Principal } from './principal.js';

/** What was asked. */
interface Asked {
  readonly principal: Principal;
  /** `kms:Decrypt` */
  readonly action: string;
  /** ARN of a key, or of an alias, or `*`. */
  readonly resource: string;
  readonly owner?: { readonly keyPolicy: Policy } | undefined;
}

export interface Denial {
  readonly kind: 'explicit' | 'implicit';
  readonly by: DeniedBy;
  readonly nearest: readonly NearMiss[];
}

/**
 * Whether a caller may, and on what that was decided. Nothing of it changes, whatever becomes of the records: a Decision, which
 * takes longer to make than to decide, is made of it when somebody asks why.
 */
export class Verdict {
  readonly action: string;
  /** Undefined where it is allowed. */
  readonly denial: Denial | undefined;
  /** The statement that decided. */
  readonly match: Match | undefined;
  /** The grant that allows it. */
  readonly grantId: string | undefined;
  readonly #principal: Principal;
  readonly #resource: string;
  readonly #keyPolicy: Policy | undefined;
  readonly #policies: CallerPolicies;
  readonly #isIamAssumed: boolean;

  constructor(
    { principal, action, resource, owner }: Asked,
    policies: CallerPolicies,
    denial: Denial | undefined,
    match: Match | undefined,
    grantId: string | undefined,
    isIamAssumed: boolean,
  ) {
    this.action = action;
    this.denial = denial;
    this.match = match;
    this.grantId = grantId;
    this.#principal = principal;
    this.#resource = resource;
    this.#keyPolicy = owner?.keyPolicy;
    this.#policies = policies;
    this.#isIamAssumed = isIamAssumed;
  }

  /** Calls `ask` with every policy that had a say, until one has an answer. */
  asked<T>(ask: (policy: Policy) => T | undefined): T | undefined {
    return firstAnswer(this.#policies, this.#keyPolicy, ask);
  }

  /** A value of its own. */
  decision(): Decision {
    const { action, denial, match, grantId } = this;
    const asked: PolicyReference[] = [];
    this.asked((policy) => void asked.push(policyReference(policy)));
    const { arn: principal, role = principal } = this.#principal;
    const subject = { principal, action, resource: this.#resource, asked, isIamAssumed: this.#isIamAssumed };
    const decider = {
      ...(match && { statement: referenceTo(match.policy, match.statement) }),
      ...(grantId !== undefined && { grantId }),
    };
    if (denial === undefined) return { ...subject, allowed: true, ...decider };
    const isUnknown = this.#policies.isUnknown === true && denial.by === 'identity-based policy';
    return { ...subject, allowed: false, ...denial, ...decider, ...(isUnknown && { unknownCaller: role }) };
  }
}
