// What operations load when they first need it; the groups of operations themselves are loaded by find-operation.ts.

/** At the first call with `Recipient`: reads attestation documents, writes CMS. */
export function loadAttestedRecipient(): Promise<typeof import('./cryptographic/attested-recipient.js')> {
  return import('./cryptographic/attested-recipient.js');
}

/** At the first CreateKey in a custom key store. */
export function loadBackingStore(): Promise<typeof import('./keys/backing-store.js')> {
  return import('./keys/backing-store.js');
}

/** At the first GenerateRandom from a custom key store. */
export function loadRandomSource(): Promise<typeof import('./custom-key-stores/random-of-cluster.js')> {
  return import('./custom-key-stores/random-of-cluster.js');
}
