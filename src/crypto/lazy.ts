// What encryption loads when it first needs it; each backend loads its own families of keys.

/** When a key of a custom key store first encrypts: the layer that the store puts around a ciphertext blob. */
export function loadKeyStoreLayer(): Promise<typeof import('./key-store-layer.js')> {
  return import('./key-store-layer.js');
}
