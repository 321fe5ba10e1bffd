import type { Verdict } from '../authorization/verdict.js';
import type { Caller } from '../model/caller.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { CallSignal } from '../runtime/abortable.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { Records, TableName } from '../state/tables.js';

/** One attempt of one call, as it reaches the engine. */
export interface CallInfo {
  readonly operation: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** One for all attempts of one `send`: the request id of the first. */
  readonly sendId: string;
  /** The input as the caller wrote it; observers must not change or keep it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** 1 for the first attempt; each retry of the SDK counts one more. */
  readonly attempt: number;
  readonly signal: CallSignal | undefined;
}

/** How a call ended. */
export interface CallOutcome {
  /** The keys that it had found by then. */
  readonly keys: readonly KeyRecord[];
  /** The input, validated and copied; undefined where the call was refused before. */
  readonly input?: object | undefined;
  /** On each permission that the call takes; undefined where nothing had to be asked. */
  readonly verdicts?: readonly Verdict[] | undefined;
  /** What it wrote; undefined where it wrote nothing. */
  readonly changes?: readonly Change[] | undefined;
  readonly output?: object | undefined;
  readonly error?: unknown;
}

/** One thing that time did; `record` is the key or custom key store as it was before. */
export type Happening = {
  readonly [T in TableName]: {
    readonly what: 'transition' | 'deletion' | 'rotation' | 'expiry';
    readonly table: T;
    readonly record: Records[T];
    /** Milliseconds since the epoch. */
    readonly at: number;
    /** All that was written; where a rotation was due several times, each has the changes of all. */
    readonly changes: readonly Change[];
  };
}[TableName];

/** Sees every call, refused ones included, and what time did between them. */
export interface CallHooks {
  /** Runs before anything else; may delay the call, or end it by throwing. */
  before?(call: CallInfo): MaybePromise<void>;
  /** Runs once for each attempt, when its keys are known and nothing is checked on them yet; as `before`. */
  keysFound?(call: CallInfo, keys: readonly KeyRecord[]): MaybePromise<void>;
  /** Runs when the engine has an answer; must not throw. */
  after?(call: CallInfo, outcome: CallOutcome): void;
  /** Runs when the caller no longer waits; what has begun may still be carried out, and `after` then follows. */
  aborted?(call: CallInfo, error: Error): void;
  /** Runs when something has become due, the earliest first; must not throw. */
  happened?(happenings: readonly Happening[]): void;
}
