import { type DerElement, readInteger, readSequence, sequence } from '../../../../bytes/der.js';
import { bitLength, toBigInt } from '../../../../bytes/integer.js';
import { CryptoError } from '../../../../ports/crypto-backend.js';
import { millerRabin } from './miller-rabin.js';
import { integerOf, isPublicKey, type RsaPublicNumbers } from './public-key.js';

/** A two-prime RSA private key with its Chinese remainders (RFC 8017 §3.2). */
export interface RsaPrivateNumbers extends RsaPublicNumbers {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
}

/** RSAPrivateKey, DER (RFC 8017 A.1.2). */
export function encodeRsaPrivateKey({ n, e, d, p, q, dp, dq, qi }: RsaPrivateNumbers): Uint8Array {
  return sequence(...[0n, n, e, d, p, q, dp, dq, qi].map(integerOf));
}

/** Reads without judging; a RangeError for what has not the form. */
export function decodeRsaPrivateKey(der: Uint8Array): RsaPrivateNumbers {
  const elements = readSequence(der);
  const [version, n, e, d, p, q, dp, dq, qi] = elements.map(unsigned) as NineIntegers;
  // Version 1 would be a key of more than two primes, which AWS KMS does not import.
  if (elements.length !== 9 || version !== 0n) throw new RangeError('not a two-prime RSA private key');
  return { n, e, d, p, q, dp, dq, qi };
}

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

type NineIntegers = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function unsigned(element: DerElement): bigint {
  return toBigInt(readInteger(element));
}
