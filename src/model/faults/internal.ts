import { KmsFault } from '../fault.js';

/** AWS's text is not known. Its status is one that the SDK retries. */
export function keyMaterialNotGenerated(): KmsFault {
  return new KmsFault('KMSInternalException', 'The key material could not be generated.', 500);
}
