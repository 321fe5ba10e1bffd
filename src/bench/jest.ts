import { type BeforeEach, type Resettable, resetBeforeEach } from './lifecycle.js';
import type { KmsMatchers } from './matchers/matcher-types.js';
import { kmsMatchers } from './matchers/matchers.js';

export type { ExpectedDenial } from './matchers/access-matchers.js';
export type { ExpectedInput, KmsMatchers } from './matchers/matcher-types.js';
export { kmsMatchers } from './matchers/matchers.js';

declare global {
  namespace jest {
    interface Matchers<R> extends KmsMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R> extends KmsMatchers<R> {}
}

interface JestGlobals {
  readonly expect?: { extend(matchers: object): void };
  readonly beforeEach?: BeforeEach;
}

// Where globals are switched off: expect.extend(kmsMatchers).
(globalThis as JestGlobals).expect?.extend(kmsMatchers);

/** Resets the world before each test of this file, or of all files when called in a setup file. Returns the world. */
export function resetBetweenTests<World extends Resettable>(kms: World): World {
  return resetBeforeEach(kms, (globalThis as JestGlobals).beforeEach);
}
