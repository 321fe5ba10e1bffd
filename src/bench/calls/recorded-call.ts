import type { Decision } from '../../authorization/decision.js';
import type { Verdict } from '../../authorization/verdict.js';
import { pooledCopy } from '../../bytes/pool.js';
import type { CallHooks, CallInfo, CallOutcome } from '../../contract/hooks.js';
import type { Caller } from '../../model/caller.js';
import { KmsFault } from '../../model/fault.js';
import type { OperationName } from '../../model/operation-types.js';
import type { Clock } from '../../ports/clock.js';
import type { Change } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Command, CommandInput, CommandOutput } from '../command.js';
import { copierOf, copyOf } from './copy.js';
import { redacted } from './redacted.js';

/**
 * One attempt of one call. It has an `output` or an `error`, or neither while it is under way. Sensitive members can be
 * read, but are not printed.
 */
export interface CallOf<Operation, Input, Output> {
  /** As AWS spells it: `Encrypt`. */
  readonly operation: Operation;
  /** As the caller wrote it. */
  readonly input: Readonly<Input>;
  /** In AWS's types, without `$metadata`. */
  readonly output?: Readonly<Output>;
  /** Why it failed: AWS's exception, an error of the network, `AbortError`; no message where AWS sends none. */
  readonly error?: { readonly name: string; readonly message?: string };
  /** The keys that the call had found, by ARN. */
  readonly keyArns: readonly string[];
  /** Whether the caller had each permission that the call takes, and why; empty where nothing had to be asked. */
  readonly decisions: readonly Decision[];
  readonly caller: { readonly principal: string; readonly accountId: string; readonly region: string };
  readonly requestId: string;
  /** The same for all attempts of one `send`: the request id of the first. */
  readonly sendId: string;
  /** 1 for the first; the SDK's retries count on. */
  readonly attempt: number;
  /** When it came, by the clock of the world. */
  readonly time: Date;
  /** Milliseconds that the answer took; so far, while there is none. */
  readonly duration: number;
}

/**
 * One attempt of a call of one command, whose types its `input` and `output` have, or of any command.
 * @example
 * const sealed: RecordedCall<'Encrypt'>[] = kms.calls('Encrypt');
 */
export type RecordedCall<Named extends Command = Command> = OperationName extends Named
  ? CallOf<OperationName, Record<string, unknown>, Record<string, unknown>>
  : CallOf<Named extends OperationName ? Named : OperationName, CommandInput<Named>, CommandOutput<Named>>;

/** A call as it is remembered: nothing of it belongs to its caller, nothing of it is handed out. */
export interface Entry {
  /** The call itself, while it runs. */
  info: CallInfo | undefined;
  readonly operation: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly sendId: string;
  readonly attempt: number;
  input: object;
  readonly time: number;
  readonly started: number;
  ended: number | undefined;
  /** The keys that it had found, as they were before it. */
  keys: readonly KeyRecord[];
  /** Whether its input was valid. */
  valid: boolean;
  /** What it wrote. */
  changes: readonly Change[] | undefined;
  /** Of a call that was aborted: what became of it nevertheless. */
  late: CallOutcome | undefined;
  /** A decision is made of each when somebody reads it. */
  verdicts: readonly Verdict[] | undefined;
  output: object | undefined;
  error: unknown;
  /** Bytes and characters of input and output. */
  size: number;
  /** Whether the log no longer has it. */
  forgotten: boolean;
}

const NONE: readonly KeyRecord[] = [];

/** Who is told of a call's beginning and of its end. */
export interface Recorder {
  begun?(entry: Entry): void;
  ended(entry: Entry, grownBy: number): void;
  /** What became of a call that had been aborted. */
  carriedOut?(entry: Entry): void;
}

/**
 * Follows every call from its beginning to its end. While a call runs it copies what the caller may overwrite, and
 * nothing else. A call that its caller has given up is over, whatever becomes of it.
 */
export function recording(clock: Clock, { begun, ended, carriedOut }: Recorder): CallHooks {
  // Few run at a time: a list is quicker than a Map, which pays for each call that leaves it.
  const running: Entry[] = [];

  /** By the very call: request ids may come again after a reset. */
  function placeOf(info: CallInfo): number {
    for (let at = running.length - 1; at >= 0; at--) if (running[at]?.info === info) return at;
    return -1;
  }
  const copier = copierOf(pooledCopy);

  function copyOfMine<T>(value: T, entry: Entry): T {
    copier.size = 0;
    const copy = copyOf(value, copier);
    entry.size += copier.size;
    return copy;
  }

  const aborted = new WeakMap<CallInfo, Entry>();

  function end(
    info: CallInfo,
    { keys, input, verdicts, changes, output, error }: Partial<CallOutcome>,
  ): Entry | undefined {
    const at = placeOf(info);
    const entry = running[at];
    if (entry === undefined) return undefined;
    // The order is of no account.
    const last = running.pop() as Entry;
    if (last !== entry) running[at] = last;
    entry.info = undefined;
    const { size } = entry;
    entry.ended = performance.now();
    if (keys !== undefined) entry.keys = keys;
    entry.valid = input !== undefined;
    entry.changes = changes;
    entry.verdicts = verdicts;
    if (output === undefined) {
      entry.error = error;
      entry.size += error instanceof Error ? error.message.length : 0;
    } else {
      entry.output = copyOfMine(output, entry);
    }
    ended(entry, entry.size - size);
    return entry;
  }

  return {
    before(info) {
      const { operation, caller, requestId, sendId, attempt } = info;
      const entry: Entry = {
        info,
        operation,
        caller,
        requestId,
        sendId,
        attempt,
        input: info.input,
        time: clock.now(),
        started: performance.now(),
        ended: undefined,
        keys: NONE,
        valid: false,
        changes: undefined,
        late: undefined,
        verdicts: undefined,
        output: undefined,
        error: undefined,
        size: 0,
        forgotten: false,
      };
      entry.input = copyOfMine(info.input, entry);
      running.push(entry);
      begun?.(entry);
    },
    keysFound(info, keys) {
      const entry = running[placeOf(info)];
      if (entry !== undefined) entry.keys = keys;
    },
    after(info, outcome) {
      const entry = end(info, outcome) === undefined ? aborted.get(info) : undefined;
      if (entry === undefined) return;
      entry.late = outcome;
      entry.valid = outcome.input !== undefined;
      carriedOut?.(entry);
    },
    aborted(info, error) {
      const entry = end(info, { error });
      if (entry !== undefined) aborted.set(info, entry);
    },
  };
}

function arnOf({ Arn }: KeyRecord): string {
  return Arn;
}

/** An entry as a test gets it: a copy of its own. */
export function recordedCall(entry: Entry): RecordedCall {
  const { operation, caller, requestId, sendId, attempt, input, output, error, keys, verdicts = [], started } = entry;
  const call = {
    operation,
    input: redactedCopy(input),
    ...(output !== undefined && { output: redactedCopy(output) }),
    ...(error !== undefined && { error: describeError(error) }),
    keyArns: keys.map(arnOf),
    decisions: verdicts.map((verdict) => verdict.decision()),
    caller: { principal: caller.principal, accountId: caller.scope.account, region: caller.scope.region },
    requestId,
    sendId,
    attempt,
    time: new Date(entry.time),
    duration: (entry.ended ?? performance.now()) - started,
  };
  // The door knows no other operations.
  return redacted(call as RecordedCall);
}

function describeError(error: unknown): { name: string; message?: string } {
  if (!(error instanceof KmsFault)) return { name: (error as Error).name, message: (error as Error).message };
  return { name: error.name, ...(error.wireMessage !== undefined && { message: error.wireMessage }) };
}

/** What cannot be copied, such as a number or a Map in place of an input, is its owner's, and stays as it is. */
function redactedCopy<T extends object>(value: T): T {
  const copy = copyOf(value);
  return Object.is(copy, value) ? copy : redacted(copy);
}
