import fc from 'fast-check';
import { newWorldEncrypts } from './invariants.js';
import type { Session } from './session.js';

/** Each of the two ways in which a case that fails is made smaller ends after this; a call that hangs takes its time anew in each. */
const SHRINKING_MS = 20_000;

/** A session that fails, as small as it gets. */
export interface Failure {
  readonly session: Session;
  readonly error: unknown;
}

type Run = (session: Session) => Promise<void>;

/** What fails by a seed, if anything does. */
export async function failureBy(seed: number, sessions: fc.Arbitrary<Session>, run: Run): Promise<Failure | undefined> {
  const property = fc.asyncProperty(sessions, async (session) => {
    fc.pre(await isSound());
    await run(session);
  });
  const parameters = { seed, numRuns: 1, unbiased: true, interruptAfterTimeLimit: SHRINKING_MS };
  const { counterexample, errorInstance: error } = await fc.check(property, parameters);
  return counterexample == null ? undefined : withoutNeedless({ session: counterexample[0], error }, run);
}

/** fast-check keeps the last action of a session whatever it does, and others where taking away one is not enough. */
async function withoutNeedless(failure: Failure, run: Run): Promise<Failure> {
  let smallest = failure;
  const latest = performance.now() + SHRINKING_MS;
  for (let at = failure.session.actions.length - 1; at >= 0 && performance.now() < latest; at--) {
    const actions = smallest.session.actions.filter((_, other) => other !== at);
    if (!(await isSound())) break;
    const session = { ...smallest.session, actions };
    smallest = await run(session).then(
      () => smallest,
      (error) => ({ session, error }),
    );
  }
  return smallest;
}

/** Once a case has poisoned the process every smaller one fails too, and tells nothing. */
function isSound(): Promise<boolean> {
  return newWorldEncrypts().then(
    () => true,
    () => false,
  );
}
