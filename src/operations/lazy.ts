// What operations load when they first need it; the groups of operations themselves are loaded by find-operation.ts.

/** For calls with `Recipient`: attestation documents, and CMS. */
export function loadAttestedRecipient(): Promise<typeof import('./cryptographic/attested-recipient.js')> {
  return import('./cryptographic/attested-recipient.js');
}

/** For CreateKey in a custom key store. */
export function loadBackingStore(): Promise<typeof import('./keys/backing-store.js')> {
  return import('./keys/backing-store.js');
}

/** For GenerateRandom from a custom key store. */
export function loadRandomSource(): Promise<typeof import('./custom-key-stores/random-source.js')> {
  return import('./custom-key-stores/random-source.js');
}
