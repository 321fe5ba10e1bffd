import type { RecordedCall } from '../calls/recorded-call.js';

/** What `expect(kms)` is given: a world, or whatever tells its calls. */
export interface CallSource {
  calls(): readonly RecordedCall[];
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

/**
 * The calls that a test made, oldest first: one per `send`, as its last attempt ended.
 * @throws TypeError where `expect` was given something else than a world
 */
export function sends(received: unknown): readonly RecordedCall[] {
  const source = received as Partial<CallSource> | null | undefined;
  if (typeof source?.calls !== 'function') {
    throw new TypeError('[localkms] expect() needs what localKms() gave: it has no calls()');
  }
  const last: RecordedCall[] = [];
  for (const call of source.calls()) {
    if (call.attempt === 1) last.push(call);
    else replaceFirstAttempt(last, call);
  }
  return last;
}

/** A retry follows the failed attempt before it, of the same operation. */
function replaceFirstAttempt(calls: RecordedCall[], retry: RecordedCall): void {
  for (let at = calls.length - 1; at >= 0; at--) {
    const { operation, attempt, error } = calls[at] as RecordedCall;
    if (operation === retry.operation && attempt === retry.attempt - 1 && error !== undefined) {
      calls[at] = retry;
      return;
    }
  }
  calls.push(retry);
}

/** A result that lists what was received, so that a failure tells why. */
export function result(
  context: MatcherContext,
  pass: boolean,
  expectation: string,
  calls: readonly RecordedCall[],
): MatcherResult {
  return {
    pass,
    message: () => {
      const not = context.isNot ? 'not ' : '';
      const lines = calls.map(
        ({ operation, input, error }, at) =>
          `  ${at + 1}. ${operation} ${context.utils.printReceived(input)}${error === undefined ? '' : ` -> ${error.name}`}`,
      );
      const received = lines.length === 0 ? 'It received no command.' : `It received:\n${lines.join('\n')}`;
      return `Expected KMS ${not}to have ${expectation}\n\n${received}`;
    },
  };
}

/** Whether an input has the members expected of it; each may be an asymmetric matcher. */
export function hasMembers(context: MatcherContext, input: object, expected: object): boolean {
  const given = input as Record<string, unknown>;
  return Object.entries(expected).every(([name, value]) => context.equals(given[name], value));
}
