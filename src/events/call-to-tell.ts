import type { Caller } from '../model/caller.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';

/** How a call ended, for a record of it. */
export interface EndOfCall {
  /** The keys that it had found, as they were before it. */
  readonly keys: readonly KeyRecord[];
  /** What it wrote. */
  readonly changes?: readonly Change[] | undefined;
  readonly output?: object | undefined;
  readonly error?: unknown;
}

/** A call as it is remembered: all that a record of it is made from, whenever that is. */
export interface CallToTell extends EndOfCall {
  readonly operation: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** A copy of what the caller wrote. */
  readonly input: object;
  /** Whether the input was valid. */
  readonly valid: boolean;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Of a call that its caller gave up: how it ended nevertheless. */
  readonly late?: EndOfCall | undefined;
}

/** A call that AWS KMS answered, as the rows of the table of operations see it. */
export interface ToldCall<Input = object, Output = object> extends EndOfCall {
  readonly input: Input;
  /** Empty where the call was refused. */
  readonly output: Partial<Output>;
  readonly state: State;
}
