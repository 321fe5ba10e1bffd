/** Jest's matchers of these names, as far as values are bytes, JSON and instances. */
interface Matchers<Result> {
  toBe(expected: unknown): Result;
  toEqual(expected: unknown): Result;
  toMatchObject(expected: object): Result;
  toHaveLength(expected: number): Result;
  toBeInstanceOf(expected: new (...args: never[]) => unknown): Result;
}

interface Expectation extends Matchers<void> {
  readonly not: Matchers<void>;
  readonly rejects: Matchers<Promise<void>>;
}

export function expect(actual: unknown): Expectation {
  return {
    ...matchers((holds, what) => demand(holds(actual), actual, what)),
    not: matchers((holds, what) => demand(!holds(actual), actual, `not ${what}`)),
    rejects: matchers(async (holds, what) => {
      const reason = await rejection(actual as Promise<unknown>);
      demand(holds(reason), reason, what);
    }),
  };
}

type Check<Result> = (holds: (actual: unknown) => boolean, what: string) => Result;

function matchers<Result>(check: Check<Result>): Matchers<Result> {
  return {
    toBe: (expected) => check((actual) => Object.is(actual, expected), told(expected)),
    toEqual: (expected) => check((actual) => equals(actual, expected), told(expected)),
    toMatchObject: (expected) => check((actual) => matches(actual, expected), told(expected)),
    toHaveLength: (expected) =>
      check((actual) => (actual as ArrayLike<unknown>).length === expected, `length ${expected}`),
    toBeInstanceOf: (expected) => check((actual) => actual instanceof expected, expected.name),
  };
}

function demand(holds: boolean, actual: unknown, what: string): void {
  if (!holds) throw new Error(`expected ${what}, got ${told(actual)}`);
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const answer = await promise.then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  if ('value' in answer) throw new Error(`expected a rejection, got ${told(answer.value)}`);
  return answer.reason;
}

function equals(actual: unknown, expected: unknown): boolean {
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    return Object.is(actual, expected);
  }
  return Object.keys(actual).length === Object.keys(expected).length && matches(actual, expected);
}

/** Every member of the expected object is there, and equal; the indices of bytes are members too. */
function matches(actual: unknown, expected: object): boolean {
  if (typeof actual !== 'object' || actual === null) return false;
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  return Object.entries(expected).every(([name, value]) => equals((actual as Record<string, unknown>)[name], value));
}

function told(value: unknown): string {
  if (value instanceof Error) return String(value.stack);
  return value instanceof Uint8Array ? `bytes ${value.slice(0, 64)} (${value.length})` : JSON.stringify(value);
}
