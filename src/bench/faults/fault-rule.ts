import { type Check, expected, members, refuse, text, trueOrFalse, wholeNumber } from '../../options/checks.js';
import { type Command, operationOf } from '../command.js';
import { type FaultError, faultErrorMaker } from './fault-error.js';

/**
 * Which calls fail, and how. Every attempt counts as a call, so that `times: 2` is two failures of one `send` that the
 * SDK retries. What happens is `error`, `delay` or both, or else `hang`.
 */
export interface Fault {
  /** An operation, a command class, or several; default: every operation. */
  readonly operation?: Command | readonly Command[];
  /** Only calls that use this key: a key id, key ARN, alias name or alias ARN. */
  readonly keyId?: string;
  /** Only the nth matching call (1 is the first). */
  readonly nth?: number;
  /** Only after that many matching calls have passed unharmed. */
  readonly after?: number;
  /** At most that many times. */
  readonly times?: number;
  /** How likely each matching call is to meet the fault, from 0 to 1; default 1. Drawn from the world's random source. */
  readonly probability?: number;
  /** The name or class of an exception, `{ name, message?, status? }`, a network error (`ECONNRESET`, `TimeoutError` …) or an Error to throw as it is. */
  readonly error?: FaultError;
  /** Milliseconds by which the call is late; with `error` it fails thereafter. Ends early when the call is aborted. */
  readonly delay?: number;
  /** The call never answers; only an abort ends it. */
  readonly hang?: boolean;
}

/** A fault with everything checked. */
export interface FaultRule {
  readonly operations: ReadonlySet<string> | undefined;
  readonly keyId: string | undefined;
  readonly first: number;
  readonly times: number;
  readonly probability: number;
  readonly delay: number;
  readonly hang: boolean;
  readonly makeError: (() => Error) | undefined;
}

/** Milliseconds: what timers of every runtime can wait, some 24 days. */
const LONGEST_DELAY = 2 ** 31 - 1;

const checkMembers: Check = members<Fault>({
  operation: (value, path) => void operationsOf(value as Fault['operation'], path),
  keyId: text(/^.+$/, 'a KeyId'),
  nth: wholeNumber(1),
  after: wholeNumber(0),
  times: wholeNumber(1),
  probability: (value, path) => {
    if (typeof value !== 'number' || !(value >= 0 && value <= 1)) expected(path, value, 'a number from 0 to 1');
  },
  error: (value, path) => void faultErrorMaker(value as FaultError, path),
  delay: wholeNumber(0, LONGEST_DELAY),
  hang: trueOrFalse,
});

/** Checks a fault; throws a TypeError that names the member. */
export function faultRule(fault: Fault, path = 'fault'): FaultRule {
  checkMembers(fault, path);
  const { keyId, nth, after = 0, times, error, delay = 0, hang = false } = fault;
  if (nth !== undefined && (fault.after ?? times) !== undefined) {
    refuse(`${path}.nth`, 'give either nth, or after and times, not both');
  }
  if (error === undefined && fault.delay === undefined && !hang) {
    refuse(path, 'give one of error, delay and hang');
  }
  if (hang && (error ?? fault.delay) !== undefined) {
    refuse(path, 'give either hang, or error and delay, not both: a call that hangs never ends');
  }
  return {
    operations: operationsOf(fault.operation, `${path}.operation`),
    keyId,
    first: nth ?? after + 1,
    times: nth === undefined ? (times ?? Number.POSITIVE_INFINITY) : 1,
    probability: fault.probability ?? 1,
    delay,
    hang,
    makeError: error === undefined ? undefined : faultErrorMaker(error, `${path}.error`),
  };
}

function operationsOf(given: Fault['operation'], path: string): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined;
  const all = (Array.isArray(given) ? given : [given]) as readonly Command[];
  if (all.length === 0) refuse(path, 'expected one operation at least; got none');
  return new Set(all.map((one) => operationOf(one, path)));
}
