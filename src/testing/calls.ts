import type { Caller } from '../model/caller.js';
import { KmsFault } from '../model/fault.js';
import type { OperationName } from '../model/operation.js';
import type { Clock } from '../ports/clock.js';
import type { CallHooks, CallInfo, CallOutcome } from '../ports/hooks.js';
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
  /** 1 for the first; the SDK's retries count on. */
  readonly attempt: number;
  /** When it came, by the clock of the world. */
  readonly time: Date;
  /** Milliseconds that the answer took. */
  readonly duration: number;
}

/** All that is given must hold. */
export interface CallFilter {
  readonly operation?: OperationName;
  /** Key id or key ARN of a key that the call had found. */
  readonly keyId?: string;
}

/** Enough for any test; a process that runs for days must not grow without end. */
const MOST_CALLS = 10_000;

interface Started {
  readonly input: object;
  readonly time: number;
  readonly at: number;
}

interface Entry extends Started {
  readonly info: CallInfo;
  readonly outcome: CallOutcome;
  readonly duration: number;
}

export interface CallLog extends CallHooks {
  /** The latest 10,000, oldest first; every call gets copies of its own. */
  calls(filter?: CallFilter): RecordedCall[];
  clear(): void;
}

/** Remembers every call. While calls run it copies what their callers may overwrite, and nothing else. */
export function callLog(clock: Clock): CallLog {
  const started = new WeakMap<CallInfo, Started>();
  let entries: Entry[] = [];
  return {
    before(info) {
      started.set(info, { input: copyOf(info.input), time: clock.now(), at: performance.now() });
    },
    after(info, outcome) {
      const start = started.get(info) as Started;
      const output = copyOf(outcome.output);
      entries.push({
        ...start,
        info,
        outcome: { ...outcome, output } as CallOutcome,
        duration: performance.now() - start.at,
      });
      if (entries.length >= 2 * MOST_CALLS) entries = entries.slice(-MOST_CALLS);
    },
    calls(filter = {}) {
      return entries
        .slice(-MOST_CALLS)
        .filter((entry) => fits(entry, filter))
        .map(recordedCall);
    },
    clear() {
      entries = [];
    },
  };
}

function fits({ info, outcome }: Entry, { operation, keyId }: CallFilter): boolean {
  if (operation !== undefined && info.operation !== operation) return false;
  return keyId === undefined || outcome.keyArns.some((arn) => arn === keyId || arn.endsWith(`:key/${keyId}`));
}

function recordedCall({ info, input, outcome, time, duration }: Entry): RecordedCall {
  const call = {
    operation: info.operation,
    input: copyOf(input),
    ...(outcome.output !== undefined && { output: copyOf(outcome.output) }),
    ...(outcome.error !== undefined && { error: describeError(outcome.error) }),
    keyArns: [...outcome.keyArns],
    caller: describeCaller(info.caller),
    requestId: info.requestId,
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
