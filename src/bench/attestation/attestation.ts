import { loadMakeAttestationDocument } from '../lazy.js';
import type { AttestationOptions, AttestingWorld } from './attestation-options.js';

/** A document as a world's `attestationDocument` gives it. */
export async function attestationDocument(world: AttestingWorld, options: AttestationOptions): Promise<Uint8Array> {
  const { makeAttestationDocument } = await loadMakeAttestationDocument();
  return makeAttestationDocument(world, options);
}
