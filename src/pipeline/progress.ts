import type { Verdict } from '../authorization/verdict.js';
import type { Call } from '../contract/call.js';
import type { CallInfo, CallOutcome } from '../contract/hooks.js';
import type { AnyInput, Result } from '../contract/operation.js';
import type { World } from '../contract/world.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { CompiledOperation } from './compile.js';

type ProgressCall = Call<AnyInput, readonly KeyRecord[]>;

/** A call while the steps fill it in. */
export type Progress = { -readonly [M in keyof ProgressCall]: ProgressCall[M] } & {
  /** Whether the watchers know the keys: they are told once, also where the call starts over. */
  keysTold: boolean;
  /** The version of the state in which the search for the keys began. */
  lookedUpIn: number | undefined;
  result: Result<object> | undefined;
  /** The version of the state in which the handler answered at once; undefined where it had to wait. */
  answeredIn: number | undefined;
  /** On each permission that the call takes; undefined where nothing had to be asked. */
  verdicts: readonly Verdict[] | undefined;
  /** What it wrote, once it has. */
  changes: readonly Change[] | undefined;
  /** False until the changes are in the tables; a call whose records changed meanwhile starts over. */
  applied: boolean;
};

export type Step = (operation: CompiledOperation, call: Progress) => MaybePromise<void>;

// What a call has for an input until it is validated.
const NOT_VALIDATED: AnyInput = Object.freeze({});

/** What it has for keys until they are found. */
export const NO_KEYS: readonly KeyRecord[] = [];

/** A call before its first step. */
export function newCall(world: World, info: CallInfo): Progress {
  return {
    world,
    info,
    caller: info.caller,
    now: 0,
    input: NOT_VALIDATED,
    keys: NO_KEYS,
    keysTold: false,
    found: undefined,
    lookedUpIn: undefined,
    epoch: world.state.epoch,
    result: undefined,
    answeredIn: undefined,
    verdicts: undefined,
    changes: undefined,
    applied: false,
  };
}

/** What whoever watches the calls gets to know of it. */
export function outcomeOf(
  { keys, input, verdicts, changes }: Progress,
  output: object | undefined,
  error?: unknown,
): CallOutcome {
  return { keys, input: input === NOT_VALIDATED ? undefined : input, verdicts, changes, output, error };
}
