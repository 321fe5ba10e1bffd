import type { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

/**
 * The reason helps whoever makes the document in a test.
 *
 * @inventedText
 */
export function invalidAttestationDocument(reason: string): KmsFault {
  return invalid(`The attestation document is not valid: ${reason}.`);
}
