/*
 * Sequences of calls, chosen by chance, against a world and a small model of what AWS documents (`model.ts`). After each
 * step the answer is as the model foretells; after each sequence everything that can be seen of the world is.
 *
 * `LOCALKMS_TEST_SEED=<seed>` repeats a run: fast-check prints the seed of one that fails.
 */
import fc from 'fast-check';
import { importKms } from '../support/key-import.js';
import { repeated } from '../support/property-runs.js';
import { checkWorld } from './invariants.js';
import { Model } from './model.js';
import { ran, type Step } from './step.js';
import { CIPHERTEXT_STEPS } from './steps/ciphertexts.js';
import { KEY_STEPS } from './steps/keys.js';
import { LIST_STEPS } from './steps/lists.js';
import { MATERIAL_STEPS } from './steps/materials.js';
import { NAME_AND_GRANT_STEPS } from './steps/names-and-grants.js';

const SEQUENCES = 140;
const LONGEST = 250;
const STEPS = 10_000;

const steps: fc.Arbitrary<Step>[] = [
  ...LIST_STEPS,
  ...KEY_STEPS,
  ...MATERIAL_STEPS,
  ...CIPHERTEXT_STEPS,
  ...NAME_AND_GRANT_STEPS,
];

describe('a world of keys', () => {
  it(`is what the model says over at least ${STEPS} steps`, async () => {
    const sequence = fc.asyncProperty(fc.commands(steps, { maxCommands: LONGEST, size: 'max' }), async (commands) => {
      const model = new Model();
      const real = importKms();
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await checkWorld(model, real);
    });
    await fc.assert(sequence, { numRuns: SEQUENCES, ...repeated() });
    expect(ran.steps).toBeGreaterThanOrEqual(STEPS);
  }, 180_000);
});
