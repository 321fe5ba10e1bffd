import { KmsFault } from '../fault.js';

/** @inventedText */
export function invalidGrantToken(): KmsFault {
  return new KmsFault('InvalidGrantTokenException', 'The grant token is not valid.');
}
