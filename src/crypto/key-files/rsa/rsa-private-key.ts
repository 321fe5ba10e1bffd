import { type DerElement, readInteger, readSequence, sequence } from '../../../bytes/der.js';
import { toBigInt } from '../../../bytes/integer.js';
import { integerOf, type RsaPublicNumbers } from './rsa-public-key.js';

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

type NineIntegers = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function unsigned(element: DerElement): bigint {
  return toBigInt(readInteger(element));
}
