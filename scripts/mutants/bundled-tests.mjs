import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { jestExpect } from '@jest/expect';
import { build } from 'esbuild';
import fc from 'fast-check';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';

/*
 * A runner of Stryker's for Jest's tests, without Jest's sandboxes: the tests and the code are one script, which is
 * evaluated afresh for each mutant in one process, and the first test that fails ends a run. Reading the modules again
 * costs Jest seconds for each mutant, and this some tens of milliseconds.
 */

const require = createRequire(import.meta.url);

// A mutant is noticed by any counterexample, the smallest or not.
fc.configureGlobal({ endOnFailure: true });

// Where a mutant lets a call out, nobody listens.
process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';

const TEST_TIMEOUT_MS = 20_000;
globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = TEST_TIMEOUT_MS;

const mocker = new ModuleMocker(globalThis);
const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
const GLOBALS = {
  ...{ describe, it, test, beforeAll, beforeEach, afterAll, afterEach },
  expect: jestExpect,
  jest: { fn: mocker.fn.bind(mocker), spyOn: mocker.spyOn.bind(mocker) },
};

class BundledTests {
  static inject = ['options'];

  constructor(options) {
    this.tests = options.bundledTests;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.script = await scriptOf(this.tests);
  }

  async dryRun() {
    globalThis.__stryker__ = {};
    const results = await this.run({ toTheEnd: true });
    return { status: 'complete', tests: results, mutantCoverage: globalThis.__stryker__.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    // Stryker's limit is a hundred times what the whole dry run took.
    const limit = hitLimit === undefined ? undefined : hitLimit / 10;
    const context = { activeMutant: activeMutant.id, hitLimit: limit, hitCount: limit === undefined ? undefined : 0 };
    globalThis.__stryker__ = context;
    const results = await this.run({ only: testFilter && new Set(testFilter) });
    if (context.hitCount > limit) return { status: 'timeout', reason: 'a loop that never ends' };
    const ran = results.filter(({ status }) => status !== 2);
    const failed = ran.find(({ status }) => status === 1);
    if (failed === undefined) return { status: 'survived', nrOfTests: ran.length };
    return { status: 'killed', killedBy: [failed.id], failureMessage: failed.failureMessage, nrOfTests: ran.length };
  }

  /** Evaluates code and tests, and runs those whose names are in `only`. */
  async run({ only, toTheEnd = false }) {
    circus.resetState();
    let loadError;
    try {
      this.script.runInThisContext()(require, { exports: {} }, ...Object.values(GLOBALS));
    } catch (error) {
      loadError = error;
    }
    if (loadError !== undefined) return [resultOf('loading', [loadError])];
    const all = [...testsBelow(circus.getState().rootDescribeBlock)];
    const idOf = new Map(all.map((test, at) => [test, `${at} ${test.name}`]));
    for (const test of all) if (only && !only.has(idOf.get(test))) test.mode = 'skip';
    let failed = false;
    const follow = (event) => {
      if (event.name === 'test_fn_failure' || event.name === 'hook_failure') failed = !toTheEnd;
      if (event.name === 'run_describe_start' && failed) event.describeBlock.mode = 'skip';
      if (event.name !== 'test_start') return;
      if (failed) event.test.mode = 'skip';
      globalThis.__stryker__.currentTestId = idOf.get(event.test);
    };
    const forget = (event) => {
      if (event.name === 'test_done') globalThis.__stryker__.currentTestId = undefined;
    };
    circus.addEventHandler(follow);
    circus.addEventHandler(forget);
    try {
      await circus.run();
    } finally {
      circus.removeEventHandler(follow);
      circus.removeEventHandler(forget);
      mocker.restoreAllMocks();
    }
    return all.map((test) => resultOf(idOf.get(test), test.errors, test));
  }
}

function resultOf(id, errors, { mode, duration } = {}) {
  const told = { id, name: id, timeSpentMs: duration ?? 0 };
  if (errors.length > 0) return { ...told, status: 1, failureMessage: String(errors.flat()[0]) };
  return { ...told, status: mode === 'skip' ? 2 : 0 };
}

function* testsBelow({ children }) {
  for (const child of children) {
    if (child.type === 'test') yield child;
    else yield* testsBelow(child);
  }
}

async function scriptOf(tests) {
  const suite = (file) => `describe(${JSON.stringify(file)}, () => void require(${JSON.stringify(`./${file}`)}));`;
  const { outputFiles } = await build({
    stdin: { contents: tests.map(suite).join('\n'), resolveDir: process.cwd() },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    packages: 'external',
    alias: {
      '#crypto': './src/crypto/backend/node/node-backend.ts',
      '#seeds': './src/world/seeds/seeds-node.ts',
      '#level': './src/stores/level/node/open-database.ts',
      // It has no entry for require().
      cborg: './node_modules/cborg/cborg.js',
    },
    logLevel: 'warning',
  });
  const names = ['require', 'module', ...Object.keys(GLOBALS)].join(', ');
  return new Script(`((${names}) => {${outputFiles[0].text}\n})`, { filename: 'tests.js' });
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'bundled-tests', injectableClass: BundledTests }];
