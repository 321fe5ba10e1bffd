import { toBigInt } from '../../../bytes/integer.js';

const P = 2n ** 255n - 19n;

/**
 * Whether 32 bytes are the one encoding that a point may have (RFC 8032 §5.1.3). OpenSSL takes others for public keys
 * and other libraries do not, so they are refused before either sees them.
 */
export function isCanonical(point: Uint8Array): boolean {
  const encoded = toBigInt(Uint8Array.from(point).reverse());
  const y = encoded & (2n ** 255n - 1n);
  const negative = encoded !== y;
  // x is zero only for y = ±1, and zero has no sign.
  return y < P && !(negative && (y === 1n || y === P - 1n));
}
