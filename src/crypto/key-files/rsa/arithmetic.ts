import type { RsaPrivateNumbers } from './rsa-private-key.js';

const WINDOW = 5;

/** base^exponent mod modulus, by fixed windows of five bits. Not constant-time: keys of a test tool. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const digits = exponent.toString(2 ** WINDOW);
  const reduced = base % modulus;
  // A short exponent such as 65537 would not earn back the table.
  if (digits.length < 8) return squareAndMultiply(reduced, exponent, modulus);
  const powers = [1n];
  for (let i = 1, next = reduced; i < 2 ** WINDOW; i++, next = (next * reduced) % modulus) powers.push(next);
  let result = 1n;
  for (const digit of digits) {
    for (let i = 0; i < WINDOW; i++) result = (result * result) % modulus;
    const factor = Number.parseInt(digit, 2 ** WINDOW);
    if (factor !== 0) result = (result * (powers[factor] as bigint)) % modulus;
  }
  return result;
}

/** The inverse of a modulo m, which must be coprime (extended Euclid). */
export function inverse(a: bigint, m: bigint): bigint {
  let [r, nextR] = [m, a % m];
  let [t, nextT] = [0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + m : t;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** RSADP and RSASP1 by the Chinese remainder theorem (RFC 8017 §5.1.2). */
export function privateOperation({ p, q, dp, dq, qi }: RsaPrivateNumbers, value: bigint): bigint {
  const m1 = power(value, dp, p);
  const m2 = power(value, dq, q);
  const difference = (((m1 - m2) % p) + p) % p;
  return m2 + ((difference * qi) % p) * q;
}

function squareAndMultiply(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}
