import type { Call } from '../contract/call.js';
import type { World } from '../contract/world.js';
import { type Attestation, readAttestationDocument } from '../crypto/recipient/attestation-document.js';
import { TEST_ATTESTATION_ROOT } from '../crypto/recipient/test-root.js';
import { invalidAttestationDocument } from '../model/faults/invalid-attestation.js';
import { CryptoError } from '../ports/crypto-backend.js';
import { translateError } from '../ports/translate-error.js';

/** What the attestation document of a call's `Recipient` says, once it is believed. */
export async function attestationOf(document: Uint8Array | undefined, world: World, now: number): Promise<Attestation> {
  if (document === undefined) throw invalidAttestationDocument('it is missing');
  const root = world.attestationRoot ?? TEST_ATTESTATION_ROOT;
  return translateError(
    CryptoError,
    () => readAttestationDocument(world.crypto, document, root, now),
    ({ message }) => invalidAttestationDocument(message),
  );
}

/** What conditions ask of it. A document that is not valid attests nothing; what is wrong with it, the handler says. */
export function attestedFacts({ input, world, now }: Call): Promise<Attestation | undefined> {
  // As validated: `Member.Recipient` is the shape of every member of that name.
  const { Recipient } = input as { readonly Recipient?: { readonly AttestationDocument?: Uint8Array } };
  return attestationOf(Recipient?.AttestationDocument, world, now).catch(() => undefined);
}
