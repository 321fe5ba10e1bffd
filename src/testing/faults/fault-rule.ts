import { isKnownOperation } from '../../engine.js';
import type { OperationName } from '../../model/operation.js';
import { LocalKmsOptionError } from '../option-error.js';
import { type FaultError, faultErrorMaker } from './fault-error.js';

/** A command class of the SDK: `EncryptCommand`. */
export type CommandClass = new (...parameters: never[]) => { readonly input: object };

/**
 * Which calls fail, and how. Every attempt counts as a call, so that `times: 2` is two failures of one `send` that the
 * SDK retries. Exactly one of `error`, `delay` without an error, and `hang` says what happens.
 */
export interface Fault {
  /** An operation, a command class, or several; default: every operation. */
  readonly operation?: OperationName | CommandClass | readonly (OperationName | CommandClass)[];
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

const MEMBERS = ['operation', 'keyId', 'nth', 'after', 'times', 'probability', 'error', 'delay', 'hang'];

/** Checks a fault; throws a LocalKmsOptionError that names the member. */
export function faultRule(fault: Fault, path = 'fault'): FaultRule {
  if (typeof fault !== 'object' || fault === null) throw new LocalKmsOptionError(path, fault, 'an object');
  for (const name of Object.keys(fault)) {
    if (!MEMBERS.includes(name)) throw new LocalKmsOptionError(path, name, `one of its members: ${MEMBERS.join(', ')}`);
  }
  const { keyId, nth, error, hang = false } = fault;
  if (keyId !== undefined && typeof keyId !== 'string')
    throw new LocalKmsOptionError(`${path}.keyId`, keyId, 'a KeyId');
  if (nth !== undefined && (fault.after ?? fault.times) !== undefined) {
    throw new LocalKmsOptionError(`${path}.nth`, nth, 'allowed together with after or times');
  }
  if (typeof hang !== 'boolean') throw new LocalKmsOptionError(`${path}.hang`, hang, 'true or false');
  if (error === undefined && fault.delay === undefined && !hang) {
    throw new LocalKmsOptionError(path, fault, 'a fault without one of error, delay or hang');
  }
  const after = count(fault.after, `${path}.after`, 0) ?? 0;
  const only = count(nth, `${path}.nth`, 1);
  return {
    operations: operationsOf(fault.operation, `${path}.operation`),
    keyId,
    first: only ?? after + 1,
    times: only === undefined ? (count(fault.times, `${path}.times`, 1) ?? Number.POSITIVE_INFINITY) : 1,
    probability: between(fault.probability, `${path}.probability`),
    delay: count(fault.delay, `${path}.delay`, 0) ?? 0,
    hang,
    makeError: error === undefined ? undefined : faultErrorMaker(error, `${path}.error`),
  };
}

function operationsOf(given: Fault['operation'], path: string): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined;
  const all = (Array.isArray(given) ? given : [given]) as readonly (string | CommandClass)[];
  return new Set(all.map((one) => operationOf(one, path)));
}

/** The operation that a name or a command class tells. */
export function operationOf(given: unknown, path: string): string {
  const name = typeof given === 'function' ? given.name.replace(/Command$/, '') : given;
  if (typeof name !== 'string' || !isKnownOperation(name)) {
    throw new LocalKmsOptionError(path, given, 'an operation of AWS KMS, such as Encrypt or EncryptCommand');
  }
  return name;
}

function count(value: number | undefined, path: string, min: number): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < min) throw new LocalKmsOptionError(path, value, `a whole number from ${min}`);
  return value;
}

function between(value: number | undefined, path: string): number {
  if (value === undefined) return 1;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new LocalKmsOptionError(path, value, 'a number from 0 to 1');
  }
  return value;
}
