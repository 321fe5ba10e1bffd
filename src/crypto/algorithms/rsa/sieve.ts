import { fromBigInt } from '../../../bytes/integer.js';
import { once } from '../../../bytes/memoize.js';

/** Odd numbers looked at in one go: many times the mean gap between primes of these sizes. */
const WINDOW = 8192;
/** Products of two 15-bit numbers and a 16-bit limb stay in the integers that engines compute fastest. */
const SMALL_PRIME_LIMIT = 2 ** 15;

/** The odd numbers from an odd start on that no small prime divides, in order. */
export function* withoutSmallFactors(start: bigint): Generator<bigint, never> {
  for (let base = start; ; base += BigInt(2 * WINDOW)) {
    const composite = sieve(base);
    for (let i = 0; i < WINDOW; i++) if (composite[i] === 0) yield base + BigInt(2 * i);
  }
}

/** One mark per odd number from the base on: 1 where a small prime divides it. */
function sieve(base: bigint): Uint8Array {
  const limbs = limbsOf(base);
  const composite = new Uint8Array(WINDOW);
  for (const prime of smallPrimes()) {
    let remainder = 0;
    for (const limb of limbs) remainder = ((remainder << 16) | limb) % prime;
    // The first i with base + 2i divisible by the prime.
    const missing = remainder === 0 ? 0 : prime - remainder;
    for (let i = missing % 2 === 0 ? missing / 2 : (missing + prime) / 2; i < WINDOW; i += prime) composite[i] = 1;
  }
  return composite;
}

/** Big-endian limbs of 16 bits. */
function limbsOf(value: bigint): Uint16Array {
  const bytes = fromBigInt(value, 2 * Math.ceil(value.toString(16).length / 4));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(2 * i));
}

/** The odd primes below the limit (Eratosthenes). */
const smallPrimes = once(() => {
  const composite = new Uint8Array(SMALL_PRIME_LIMIT);
  const primes: number[] = [];
  for (let n = 3; n < SMALL_PRIME_LIMIT; n += 2) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < SMALL_PRIME_LIMIT; multiple += 2 * n) composite[multiple] = 1;
  }
  return primes;
});
