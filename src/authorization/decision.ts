import type { UnmetCondition } from './conditions/conditions.js';
import type { Policy, PolicyType, Statement } from './policy.js';

/** A policy, as explanations name it. */
export interface PolicyReference {
  readonly policyType: PolicyType;
  /** `the key policy`, or its name or ARN in IAM or the organization. */
  readonly policy: string;
  /** Of a policy that is a resource of its own. */
  readonly policyArn?: string;
}

/** A statement of a policy, as explanations name it. */
export interface StatementReference extends PolicyReference {
  readonly sid: string | undefined;
  /** Its place in the policy, from 0. */
  readonly at: number;
}

/** A statement that would have allowed the call, but for one element. */
export interface NearStatement {
  readonly statement: StatementReference;
  readonly element: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** Of `Condition`: which condition was not met, what it wants and what the call has. */
  readonly condition?: UnmetCondition;
}

/** A grant on the key to the caller that would have allowed the call, but for its operations or constraints. */
export interface NearGrant {
  readonly grantId: string;
  readonly element: 'Operations' | 'Constraints';
  /** What the grant has there. */
  readonly wanted: readonly string[];
}

export type NearMiss = NearStatement | NearGrant;

/** What decided that a call is refused, by AWS's words for it. */
export type DeniedBy = PolicyType | 'another account';

/** Whether a caller may take an action on a resource, and why: a value, of which messages and explanations are views. */
export type Decision = {
  readonly principal: string;
  /** `kms:Decrypt` */
  readonly action: string;
  /** The ARN of a key or alias, or `*`. */
  readonly resource: string;
  /** Every policy that had a say. */
  readonly asked: readonly PolicyReference[];
  /** It was allowed because IAM is taken as allowing: nothing is told of the users and roles of the caller's account. */
  readonly isIamAssumed: boolean;
} & (
  | {
      readonly allowed: true;
      /** The statement or grant that allows it; neither where IAM is taken as allowing, or the root user needs no policy. */
      readonly statement?: StatementReference;
      readonly grantId?: string;
    }
  | {
      readonly allowed: false;
      /** `explicit`: a Deny statement applies; `implicit`: nothing allows it. */
      readonly kind: 'explicit' | 'implicit';
      readonly by: DeniedBy;
      /** Of an explicit denial. */
      readonly statement?: StatementReference;
      /** Of an implicit one: the statements that came closest. */
      readonly nearest: readonly NearMiss[];
      /** The caller, or the role of its session, where `iam` tells of its account and not of it: it has no policies. */
      readonly unknownCaller?: string;
    }
);

export function policyReference({ type, name, arn }: Policy): PolicyReference {
  return arn === undefined ? { policyType: type, policy: name } : { policyType: type, policy: name, policyArn: arn };
}

export function referenceTo(policy: Policy, { sid, at }: Statement): StatementReference {
  return { ...policyReference(policy), sid, at };
}
