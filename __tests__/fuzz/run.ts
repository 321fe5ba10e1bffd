/*
 * `npm run fuzz -- --calls 20000 --seed 1`: what comes out of calls, whatever goes in. See docs/testing.md.
 */
import { inspect, parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import fc from 'fast-check';
import { actionsIn } from './actions.js';
import { type BaseWorld, baseWorld } from './base-world.js';
import { failureBy } from './failure.js';
import { runSession, type Session } from './session.js';
import { newTotals, totalsLine } from './totals.js';
import { startWatching, watch } from './watch.js';

/** A world sees up to so many actions; more make no new cases, and cases that are harder to make small. */
const ACTIONS = 60;
/** How far it is, after so many calls. */
const TOLD_EVERY = 100_000;
const ENDS_WITHIN_MS = 10_000;

interface Options {
  readonly calls: number;
  readonly seed: number;
}

// Ten frames often end within this package's own.
Error.stackTraceLimit = 30;

if (isMainThread) await fuzz(optionsOf(process.argv.slice(2)));
else watch();

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({ args, options: { calls: { type: 'string' }, seed: { type: 'string' } } });
  const calls = Number(values.calls ?? 20_000);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isSafeInteger(calls) || calls < 1 || !Number.isInteger(seed) || seed !== (seed | 0)) {
    throw new TypeError('usage: npm run fuzz -- --calls <a whole number from 1> --seed <a whole number of 32 bits>');
  }
  return { calls, seed };
}

/** Session after session, each by the seed after the one before, until the calls are made or one fails. */
async function fuzz({ calls, seed }: Options): Promise<void> {
  console.log(`fuzz: --calls ${calls} --seed ${seed}`);
  const watcher = startWatching(new URL(import.meta.url));
  const base = await baseWorld();
  const sessions = sessionsIn(base);
  const totals = newTotals();
  const started = performance.now();
  const line = () => `${totalsLine(totals)} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
  let told = 0;
  for (let next = seed | 0; totals.calls < calls; next = (next + 1) | 0) {
    totals.sessions++;
    const failure = await failureBy(next, sessions, (session) => {
      watcher.sees(next);
      return runSession(session, base, totals);
    });
    if (totals.calls >= told + TOLD_EVERY) {
      told = totals.calls;
      console.log(line());
    }
    if (failure === undefined) continue;
    console.error(inspect(failure.session, { depth: 12, maxStringLength: 400, maxArrayLength: 40 }));
    console.error(failure.error);
    console.error(`To repeat: npm run fuzz -- --calls 1 --seed ${next}`);
    process.exitCode = 1;
    break;
  }
  watcher.stop();
  // It keeps nothing alive itself: it comes only where something else does, such as the timer of a call.
  setTimeout(neverEnds, ENDS_WITHIN_MS).unref();
  console.log(line());
  if (process.env.FUZZ_TIMES) console.log([...totals.times].sort(([, a], [, b]) => b - a).slice(0, 12));
}

function neverEnds(): never {
  console.error(`The process does not end: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}

function sessionsIn({ pool }: BaseWorld): fc.Arbitrary<Session> {
  return fc.record({
    actions: fc.array(actionsIn(pool), { minLength: 1, maxLength: ACTIONS, size: 'max' }),
    calls: fc.constantFrom(undefined, undefined, 3),
    watched: fc.boolean(),
  });
}
