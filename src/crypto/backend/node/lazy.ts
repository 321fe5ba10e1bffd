// What the Node backend loads when it first needs it; the rest that is lazy is in algorithms/lazy.ts.

/** When an ML-DSA key is first used: OpenSSL where it has ML-DSA, else JavaScript. */
export function loadMlDsa(): Promise<typeof import('./ml-dsa.js')> {
  return import('./ml-dsa.js');
}

/** When an ML-KEM key is first used: OpenSSL where it has ML-KEM, else JavaScript. */
export function loadMlKem(): Promise<typeof import('./ml-kem.js')> {
  return import('./ml-kem.js');
}
