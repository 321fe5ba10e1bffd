import { bitLength } from '../../../bytes/integer.js';
import { CryptoError } from '../../../ports/crypto-backend.js';
import { millerRabin } from './miller-rabin.js';
import type { RsaPrivateNumbers } from './rsa-private-key.js';
import { isPublicKey } from './rsa-public-key.js';

/** Throws for numbers that are not one RSA key of that size: imported material must work as well as generated. */
export function validateRsaPrivateKey(
  { n, e, d, p, q, dp, dq, qi }: RsaPrivateNumbers,
  modulusBits: number | undefined,
): void {
  const consistent =
    bitLength(n) === modulusBits &&
    isPublicKey(n, e) &&
    p > 1n &&
    q > 1n &&
    p !== q &&
    p * q === n &&
    d > 1n &&
    d < n &&
    (d * e) % (p - 1n) === 1n &&
    (d * e) % (q - 1n) === 1n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    qi < p &&
    (qi * q) % p === 1n;
  // One round each: an honest mistake is caught, and a forger only harms the key that is imported.
  if (!consistent || !millerRabin(p, 1) || !millerRabin(q, 1)) throw new CryptoError('inconsistent RSA private key');
}
