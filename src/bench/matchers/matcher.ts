import type { OperationName } from '../../model/operation-types.js';
import type { RecordedCall } from '../calls/recorded-call.js';
import { withoutSensitive } from '../calls/redacted.js';

/** What `expect(kms)` is given: a world, or whatever tells its calls. */
export interface CallSource {
  calls(): readonly RecordedCall[];
  /** How often an operation was sent, or all of them: without it, what `calls()` tells counts. */
  countSends?(operation?: OperationName): number;
}

/** As much of a runner's matcher context as is the same in Jest and Vitest. */
export interface MatcherContext {
  readonly isNot?: boolean;
  readonly equals: (a: unknown, b: unknown) => boolean;
  readonly utils: {
    readonly stringify?: (value: unknown) => string;
    readonly printExpected: (value: unknown) => string;
    readonly printReceived: (value: unknown) => string;
  };
}

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What a world received. */
export interface Received {
  /** One call for each `send` that is remembered, as its latest attempt ended, in the order in which they came. */
  readonly calls: readonly RecordedCall[];
  /** How many sends came before these, of an operation or of all. */
  forgotten(operation?: string): number;
}

/**
 * What the world of an `expect(kms)` received.
 * @throws TypeError where `expect` was given something else than a world
 */
export function receivedBy(kms: unknown): Received {
  const source = kms as Partial<CallSource> | null | undefined;
  if (typeof source?.calls !== 'function') {
    throw new TypeError('[localkms] expect() needs what localKms() gave: it has no calls()');
  }
  const latest = new Map<string, RecordedCall>();
  for (const call of source.calls()) latest.set(call.sendId, call);
  const calls = [...latest.values()];
  return {
    calls,
    forgotten(operation) {
      const remembered = operation === undefined ? calls : calls.filter((call) => call.operation === operation);
      const sent = source.countSends?.(operation as OperationName | undefined) ?? 0;
      return Math.max(0, sent - remembered.length);
    },
  };
}

/** What a matcher found out. */
export interface Finding {
  readonly pass: boolean;
  /** After `Expected KMS to have …`. */
  readonly expectation: string;
  readonly received: Received;
  /** How many forgotten calls could have matched. */
  readonly unknown?: number;
}

/**
 * A result that lists what was received, so that a failure tells why; never plaintext or key material.
 * @throws Error where nothing matches, but calls that are no longer remembered might have: `not` must not pass by that
 */
export function result(context: MatcherContext, { pass, expectation, received, unknown = 0 }: Finding): MatcherResult {
  const message = () =>
    `Expected KMS ${context.isNot ? 'not ' : ''}to have ${expectation}\n\n${list(context, received)}`;
  if (!pass && unknown > 0) {
    throw new Error(
      `[localkms] it cannot be told whether KMS has ${expectation}: ${unknown} of the calls that count are no longer ` +
        `remembered. Raise options.calls, or call clearCalls() earlier.\n\n${list(context, received)}`,
    );
  }
  return { pass, message };
}

function list({ utils }: MatcherContext, { calls, forgotten }: Received): string {
  const earlier = forgotten();
  const lines = calls.map(
    (call, at) => `  ${earlier + at + 1}. ${call.operation} ${shown(call.input, utils.printReceived)}${endingOf(call)}`,
  );
  if (earlier > 0) lines.unshift(`  ${earlier} that calls() no longer has, then`);
  return lines.length === 0 ? 'It received no command.' : `It received:\n${lines.join('\n')}`;
}

function endingOf({ output, error }: RecordedCall): string {
  if (error !== undefined) return ` -> ${error.name}`;
  return output === undefined ? ' -> not answered yet' : '';
}

/** An input in print; also one that a test expects may hold plaintext. */
export function shown(input: object, print: (value: unknown) => string): string {
  return print(withoutSensitive(input));
}

/** Whether an input has the members expected of it; each may be an asymmetric matcher. */
export function hasMembers(context: MatcherContext, input: object, expected: object): boolean {
  const given = input as Record<string, unknown>;
  return Object.entries(expected).every(([name, value]) => context.equals(given[name], value));
}
