import { type Check, expected, members, trueOrFalse } from './checks.js';

/** What makes a world reproducible. */
export interface RandomSeedOptions {
  /** Any text that is not empty. */
  readonly value: string;
  /**
   * Also makes reproducible what AWS makes anew each time: nonces, salts and signatures, where the algorithm allows.
   * Default: false.
   */
  readonly outputs?: boolean;
}

const value: Check = (given, path) => {
  if (typeof given !== 'string' || given === '') expected(path, given, 'text that is not empty');
};

const seedObject = members<RandomSeedOptions>({ value, outputs: trueOrFalse }, ['value']);

export const randomSeed: Check = (given, path) => {
  if (typeof given === 'string') value(given, path);
  else seedObject(given, path);
};

export function randomSeedOptions(given: string | RandomSeedOptions): Required<RandomSeedOptions> {
  return typeof given === 'string' ? { value: given, outputs: false } : { outputs: false, ...given };
}
