// What cryptography in JavaScript loads when it first needs it, for both backends.

/** When a key wraps another by AES-KWP: ImportKeyMaterial, and RSA_AES_KEY_WRAP. */
export function loadAesKeyWrap(): Promise<typeof import('./aeskwp.js')> {
  return import('./aeskwp.js');
}

/** When a curve's signature is of a digest, or deterministic: node:crypto makes neither. */
export function loadCurves(): Promise<typeof import('./ec/curves.js')> {
  return import('./ec/curves.js');
}

/** When an Ed25519 key is first used; in Node, when one first signs by Ed25519ph. */
export function loadEd25519(): Promise<typeof import('./ed25519/ed25519-family.js')> {
  return import('./ed25519/ed25519-family.js');
}

/** When an ML-DSA key is first used in a browser. */
export function loadMlDsa(): Promise<typeof import('./lattice/ml-dsa.js')> {
  return import('./lattice/ml-dsa.js');
}

/** When an ML-KEM key is first used in a browser. */
export function loadMlKem(): Promise<typeof import('./lattice/ml-kem.js')> {
  return import('./lattice/ml-kem.js');
}

/** When SHA-224 is first computed, which WebCrypto does not have. */
export function loadSha2(): Promise<typeof import('./sha2.js')> {
  return import('./sha2.js');
}

/** When an SM2 key is first used. */
export function loadSm2(): Promise<typeof import('./sm2/sm2-family.js')> {
  return import('./sm2/sm2-family.js');
}

/** When SM3 is first computed, which WebCrypto does not have. */
export function loadSm3(): Promise<typeof import('./sm2/sm3.js')> {
  return import('./sm2/sm3.js');
}
