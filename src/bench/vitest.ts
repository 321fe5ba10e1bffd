import { beforeEach, expect } from 'vitest';
import { type Resettable, resetBeforeEach } from './lifecycle.js';
import type { KmsMatchers } from './matchers/matcher-types.js';
import { kmsMatchers } from './matchers/matchers.js';

export type { ExpectedDenial } from './matchers/access-matchers.js';
export type { ExpectedInput, KmsMatchers } from './matchers/matcher-types.js';
export { kmsMatchers } from './matchers/matchers.js';

declare module 'vitest' {
  interface Matchers<T> extends KmsMatchers<T> {}
}

expect.extend(kmsMatchers as never);

/** Resets the world before each test of this file, or of all files when called in a setup file. Returns the world. */
export function resetBetweenTests<World extends Resettable>(kms: World): World {
  return resetBeforeEach(kms, beforeEach);
}
