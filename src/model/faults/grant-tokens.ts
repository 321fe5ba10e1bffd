import { KmsFault } from '../fault.js';

// AWS's text is not known.
export function invalidGrantToken(): KmsFault {
  return new KmsFault('InvalidGrantTokenException', 'The grant token is not valid.');
}
