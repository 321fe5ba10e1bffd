import type { UnmetCondition } from './conditions/conditions.js';
import type { Policy, PolicyType, Statement } from './policy.js';

/** A statement of a policy, as explanations name it. */
export interface StatementReference {
  readonly policyType: PolicyType;
  readonly policy: string;
  readonly policyArn?: string;
  readonly sid: string | undefined;
  /** Its place in the policy, from 0. */
  readonly at: number;
}

/** A statement that would have allowed the call, but for one element. */
export interface NearMiss {
  readonly statement: StatementReference;
  readonly element: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** Of `Condition`: which condition was not met, what it wants and what the call has. */
  readonly condition?: UnmetCondition;
}

/** What decided that a call is refused, by AWS's words for it. */
export type DeniedBy = PolicyType | 'another account';

/** Whether a caller may take an action on a resource, and why: a value, of which messages and explanations are views. */
export type Decision = {
  readonly principal: string;
  /** `kms:Decrypt` */
  readonly action: string;
  /** The ARN of a key or alias, or `*`. */
  readonly resource: string;
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
    }
);

export function referenceTo({ type, name, arn }: Policy, { sid, at }: Statement): StatementReference {
  return { policyType: type, policy: name, ...(arn !== undefined && { policyArn: arn }), sid, at };
}
