import { integer, readInteger, readSequence, sequence } from '../../../bytes/der.js';
import { bitLength, fromBigInt, toBigInt } from '../../../bytes/integer.js';

export interface RsaPublicNumbers {
  readonly n: bigint;
  readonly e: bigint;
}

/** BoringSSL, and so Chromium, takes no longer exponents. */
const EXPONENT_BITS = 33;

/** RSAPublicKey, DER (RFC 8017 A.1.1). */
export function encodeRsaPublicKey({ n, e }: RsaPublicNumbers): Uint8Array {
  return sequence(integerOf(n), integerOf(e));
}

/** Throws a RangeError for anything but two odd numbers that can be an RSA public key. */
export function decodeRsaPublicKey(der: Uint8Array): RsaPublicNumbers {
  const [modulus, exponent, ...more] = readSequence(der);
  const n = toBigInt(readInteger(modulus));
  const e = toBigInt(readInteger(exponent));
  if (more.length > 0 || !isPublicKey(n, e)) throw new RangeError('not an RSA public key');
  return { n, e };
}

export function rsaPublicKeyBits(der: Uint8Array): number {
  return bitLength(decodeRsaPublicKey(der).n);
}

export function isPublicKey(n: bigint, e: bigint): boolean {
  return n % 2n === 1n && e % 2n === 1n && e >= 3n && bitLength(e) <= EXPONENT_BITS;
}

export function integerOf(value: bigint): Uint8Array {
  return integer(fromBigInt(value, Math.ceil(bitLength(value) / 8)));
}
