import { KmsFault } from '../fault.js';

/**
 * Its status is one that the SDK retries.
 *
 * @inventedText
 */
export function keyMaterialNotGenerated(): KmsFault {
  return new KmsFault('KMSInternalException', 'The key material could not be generated.', 500);
}
