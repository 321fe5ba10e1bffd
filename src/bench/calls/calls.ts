import { pooledCopy } from '../../bytes/pool.js';
import type { CallHooks, CallInfo, CallOutcome } from '../../contract/hooks.js';
import type { Caller } from '../../model/caller.js';
import { KmsFault } from '../../model/fault.js';
import type { OperationName } from '../../model/operation.js';
import type { Clock } from '../../ports/clock.js';
import { copyOf } from './copy.js';
import { redacted } from './redacted.js';

/** One attempt of one call. Sensitive members can be read, but are not printed. */
export interface RecordedCall {
  /** As AWS spells it: `Encrypt`. */
  readonly operation: OperationName;
  /** As the caller wrote it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** In AWS's types, without `$metadata`; absent where the call was refused. */
  readonly output?: Readonly<Record<string, unknown>>;
  /** Absent where the call was answered; no message where AWS sends none. */
  readonly error?: { readonly name: string; readonly message?: string };
  /** The keys that the call had found, by ARN. */
  readonly keyArns: readonly string[];
  readonly caller: { readonly principal: string; readonly account: string; readonly region: string };
  readonly requestId: string;
  /** The same for all attempts of one `send`: the request id of the first. */
  readonly sendId: string;
  /** 1 for the first; the SDK's retries count on. */
  readonly attempt: number;
  /** When it came, by the clock of the world. */
  readonly time: Date;
  /** Milliseconds that the answer took. */
  readonly duration: number;
}

/** Enough for a test; a process that runs for days must not grow without end. */
export const MOST_CALLS = 1000;

/** A call as it is remembered: nothing of it belongs to its caller, nothing of it is handed out. */
interface Entry {
  readonly info: CallInfo;
  readonly input: object;
  readonly time: number;
  readonly started: number;
  duration: number;
  outcome: CallOutcome;
}

export interface CallLog extends CallHooks {
  /** The latest that pass, oldest first; whoever asks gets copies. */
  calls(passes: (info: CallInfo, outcome: CallOutcome) => boolean): RecordedCall[];
  clear(): void;
}

const RUNNING: CallOutcome = { keys: [] };

/** Remembers every call. While calls run it copies what their callers may overwrite, and nothing else. */
export function callLog(clock: Clock, most: number): CallLog {
  let entries: Entry[] = [];
  let oldest = 0;

  /** The latest first: a call that has just come is the next to go, mostly. */
  function entryOf(info: CallInfo): Entry | undefined {
    for (let back = 1; back <= entries.length; back++) {
      const entry = entries[(oldest - back + most) % most];
      if (entry?.info === info) return entry;
    }
  }

  return {
    before(info) {
      const input = copyOf(info.input, pooledCopy);
      const started = performance.now();
      entries[oldest] = { info, input, time: clock.now(), started, duration: 0, outcome: RUNNING };
      oldest = (oldest + 1) % most;
    },
    after(info, outcome) {
      const entry = entryOf(info);
      if (entry === undefined) return;
      entry.duration = performance.now() - entry.started;
      entry.outcome =
        outcome.output === undefined ? outcome : { ...outcome, output: copyOf(outcome.output, pooledCopy) };
    },
    calls(passes) {
      const inOrder = [...entries.slice(oldest), ...entries.slice(0, oldest)];
      const ended = inOrder.filter(({ info, outcome }) => outcome !== RUNNING && passes(info, outcome));
      return ended.map(recordedCall);
    },
    clear() {
      entries = [];
      oldest = 0;
    },
  };
}

function recordedCall({ info, input, outcome, time, duration }: Entry): RecordedCall {
  const call = {
    operation: info.operation,
    input: copyOf(input),
    ...(outcome.output !== undefined && { output: copyOf(outcome.output) }),
    ...(outcome.error !== undefined && { error: describeError(outcome.error) }),
    keyArns: outcome.keys.map(({ Arn }) => Arn),
    caller: describeCaller(info.caller),
    requestId: info.requestId,
    sendId: info.sendId,
    attempt: info.attempt,
    time: new Date(time),
    duration,
  };
  return redacted(call as RecordedCall);
}

function describeError(error: unknown): { name: string; message?: string } {
  if (!(error instanceof KmsFault)) return { name: (error as Error).name, message: (error as Error).message };
  return { name: error.name, ...(error.wireMessage !== undefined && { message: error.wireMessage }) };
}

function describeCaller({ principal, scope }: Caller): RecordedCall['caller'] {
  return { principal, account: scope.account, region: scope.region };
}
