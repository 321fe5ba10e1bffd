import type { Caller } from '../model/caller.js';
import type { MaybePromise } from './maybe-promise.js';

/** One attempt of one call, as it reaches the engine. */
export interface CallInfo {
  readonly operation: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** The input as the caller wrote it; observers must not change or keep it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** 1 for the first attempt; each retry of the SDK counts one more. */
  readonly attempt: number;
  readonly signal: AbortSignal | undefined;
}

export type KeysFound = readonly { readonly Arn: string }[];

/** How a call ended; `keyArns` are the keys that it had found by then. */
export interface CallOutcome {
  readonly keyArns: readonly string[];
  readonly output?: object;
  readonly error?: unknown;
}

/** Sees every call, refused ones included. */
export interface CallHooks {
  /** Runs before anything else; may delay the call, or end it by throwing. */
  before?(call: CallInfo): MaybePromise<void>;
  /** Runs once the keys of the call are known, before anything is checked on them; as `before`. */
  keysFound?(call: CallInfo, keys: KeysFound): MaybePromise<void>;
  after?(call: CallInfo, outcome: CallOutcome): void;
}
