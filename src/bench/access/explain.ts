import type { RecordedCall } from '../calls/recorded-call.js';
import { type AccessDecision, accessDecision } from './access-decision.js';
import { explanation } from './explanation.js';
import { requestIdOf } from './request-id-of.js';

/**
 * Why a call ended as it did: `of` is the exception that the program caught, or a recorded call.
 * @throws TypeError for anything else
 * @throws Error for an exception of a call that is no longer remembered
 */
export function explain(of: unknown, calls: readonly RecordedCall[]): AccessDecision {
  const requestId = requestIdOf(of);
  const call = calls.find((one) => one.requestId === requestId);
  if (call === undefined) throw new Error(`[localkms] explain: no call with the request id ${requestId} is remembered`);
  const { operation, decisions, error } = call;
  const { principal } = call.caller;
  const isDenied = error?.name === 'AccessDeniedException';
  const otherError =
    error && !(isDenied && decisions.some(({ allowed }) => !allowed)) ? otherErrorOf(error, isDenied) : undefined;
  return accessDecision({
    allowed: !isDenied,
    operation,
    principal,
    decisions,
    ...(isDenied && error.message !== undefined && { message: error.message }),
    explanation: explanation({ operation, principal, allowed: !isDenied, decisions, otherError }),
  });
}

type CallError = NonNullable<RecordedCall['error']>;

function otherErrorOf({ name, message }: CallError, isDenied: boolean): string {
  if (isDenied) return 'there is no such key, which AWS does not tell a caller of another account';
  return `it failed for another reason: ${message === undefined ? name : `${name}: ${message}`}`;
}
