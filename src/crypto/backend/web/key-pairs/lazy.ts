// What the web backend loads for key pairs; the other families are in algorithms/lazy.ts.

/** When an RSA key is first used. */
export function loadRsa(): Promise<typeof import('./rsa.js')> {
  return import('./rsa.js');
}

/** When a key on a NIST curve or secp256k1 is first used. */
export function loadEc(): Promise<typeof import('./ec.js')> {
  return import('./ec.js');
}
