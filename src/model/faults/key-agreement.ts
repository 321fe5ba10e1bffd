import type { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

/** A public key that cannot be read, or is of another curve than the key's. AWS says nothing about it. */
export function invalidPublicKey(): KmsFault {
  return invalid();
}
