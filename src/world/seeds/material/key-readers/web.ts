import type { MaybePromise } from '../../../../ports/maybe-promise.js';

/** When a seed first needs them: few pages bring private keys. */
export function keyReaders(): MaybePromise<typeof import('../key-readers.js')> {
  return import('../key-readers.js');
}
