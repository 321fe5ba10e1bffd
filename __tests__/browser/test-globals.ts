import { expect } from './expect.js';

/** As much of Jest's globals as the contract of the crypto backends uses, for a page. */
export { expect };

type Body = (parameter: never) => unknown;

export interface TestResults {
  readonly passed: number;
  /** Names with what was thrown. */
  readonly failures: readonly string[];
}

const tests: { readonly name: string; readonly run: () => unknown }[] = [];
const path: string[] = [];

export const describe = Object.assign(
  (name: string, body: () => void): void => {
    path.push(name);
    body();
    path.pop();
  },
  {
    each: eachOf((name, body) => describe(name, body as () => void)),
  },
);

export const it = Object.assign(
  (name: string, run: () => unknown): void => {
    tests.push({ name: [...path, name].join(' › '), run });
  },
  { each: eachOf((name, body) => it(name, body)) },
);

function eachOf(add: (name: string, body: () => unknown) => void) {
  return (parameters: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const parameter of parameters) {
        add(name.replace(/%[sd]/, String(parameter)), () => body(parameter as never));
      }
    };
}

/** One after the other. */
export async function runTests(): Promise<TestResults> {
  const failures: string[] = [];
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      failures.push(`${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return { passed: tests.length - failures.length, failures };
}
