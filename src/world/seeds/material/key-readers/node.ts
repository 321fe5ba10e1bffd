import type { MaybePromise } from '../../../../ports/maybe-promise.js';
import * as readers from '../key-readers.js';

/** At once: in Node the keys of `localKms({ keys })` are there when it returns. */
export function keyReaders(): MaybePromise<typeof readers> {
  return readers;
}
