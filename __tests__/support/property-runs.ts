import type fc from 'fast-check';

/**
 * A run chooses its own seed, and fast-check prints it when one fails. `LOCALKMS_TEST_SEED=<seed>` repeats that run;
 * `LOCALKMS_TEST_PATH=<path>` goes straight to the case that failed.
 */
export function repeated(): fc.Parameters<unknown> {
  const { LOCALKMS_TEST_SEED: seed, LOCALKMS_TEST_PATH: path } = process.env;
  return { ...(seed && { seed: Number(seed) }), ...(path && { path }) };
}
