/** Runs of fast-check choose their own seeds and print them when they fail; `LOCALKMS_TEST_SEED` repeats one. */
export function repeated(): { readonly seed?: number } {
  const { LOCALKMS_TEST_SEED: seed } = process.env;
  return seed === undefined ? {} : { seed: Number(seed) };
}
