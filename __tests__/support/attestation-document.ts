import { attestationDocument as documentOf } from '../../src/bench/attestation/attestation.js';
import type { AttestationOptions } from '../../src/index.js';
import { testKms } from './engine.js';

/** An attestation document, made by a world of its own. */
export function attestationDocument(options: AttestationOptions): Promise<Uint8Array> {
  return documentOf(testKms().world, options);
}
