import { power } from './arithmetic.js';

const BASES: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n];

/**
 * Whether an odd number above the bases is probably prime. FIPS 186-5 table B.1 asks for five rounds for random
 * primes of 1024 bits and fewer for longer ones; the bases are fixed, so that every runtime finds the same primes.
 */
export function millerRabin(candidate: bigint, rounds = 5): boolean {
  const even = candidate - 1n;
  const twos = trailingZeros(even);
  const odd = even >> BigInt(twos);
  return BASES.slice(0, rounds).every((base) => !isWitness(base, candidate, odd, twos));
}

/** Whether the base proves that the candidate is composite. */
function isWitness(base: bigint, candidate: bigint, odd: bigint, twos: number): boolean {
  let value = power(base, odd, candidate);
  if (value === 1n || value === candidate - 1n) return false;
  for (let i = 1; i < twos; i++) {
    value = (value * value) % candidate;
    if (value === candidate - 1n) return false;
  }
  return true;
}

function trailingZeros(value: bigint): number {
  const bits = value.toString(2);
  return bits.length - 1 - bits.lastIndexOf('1');
}
