import type { Decision } from '../../authorization/decision.js';
import type { OperationName } from '../../model/operation-types.js';

/** Whether a caller may call an operation, and why. Printed, it reads as `explanation`. */
export interface AccessDecision {
  readonly allowed: boolean;
  readonly operation: OperationName;
  /** ARN of the caller, or the name of an AWS service. */
  readonly principal: string;
  /**
   * Of each permission that the operation takes, in the order in which they are asked. Empty where nothing had to be asked:
   * the key policy leaves it to the account of the key, which is the caller's, and nothing is told of its IAM; or where a
   * call failed before policies were asked, of which nobody can say whether it was allowed: it was not denied.
   */
  readonly decisions: readonly Decision[];
  /** What AWS says to the caller; undefined where it may, and where AWS says nothing. */
  readonly message?: string;
  /** The same for a person: who decided, by which statement, and what was nearest to allowing it. */
  readonly explanation: string;
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** The members, and how they print. */
export function accessDecision(members: AccessDecision): AccessDecision {
  const print = () => members.explanation;
  return Object.freeze(
    Object.defineProperties({ ...members }, { toString: { value: print }, [INSPECT]: { value: print } }),
  );
}
