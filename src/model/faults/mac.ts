import { KmsFault } from '../fault.js';

export function invalidMac(): KmsFault {
  return new KmsFault('KMSInvalidMacException');
}
