import type { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

/** AWS's text is not known; the reason helps whoever makes the document in a test. */
export function invalidAttestationDocument(reason: string): KmsFault {
  return invalid(`The attestation document is not valid: ${reason}.`);
}
