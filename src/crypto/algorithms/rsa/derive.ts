import { hkdf } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { toBigInt } from '../../../bytes/integer.js';
import { greatestCommonDivisor, inverse } from '../../key-files/rsa/arithmetic.js';
import type { RsaPrivateNumbers } from '../../key-files/rsa/rsa-private-key.js';
import { withoutSmallFactors } from './sieve.js';

/** Must give every runtime the same answers; what awaits in it lets the event loop turn. */
export type PrimalityTest = (candidate: bigint) => Promise<boolean>;

const E = 65537n;

/**
 * The RSA key pair of a seed, the same in every runtime: each prime is the first one from a start that HKDF-SHA-512
 * gives (FIPS 186-5 A.1.3: both above √2·2^(bits/2-1), far apart, and neither one more than a multiple of e).
 */
export async function deriveRsaKey(
  seed: Uint8Array,
  modulusBits: number,
  isPrime: PrimalityTest,
): Promise<RsaPrivateNumbers> {
  const bits = modulusBits / 2;
  const startOfP = startOf(seed, bits, 0);
  let startOfQ = startOf(seed, bits, 1);
  for (let attempt = 2; isNear(startOfP, startOfQ, bits); attempt++) startOfQ = startOf(seed, bits, attempt);
  const [p, q] = await Promise.all([firstPrime(startOfP, isPrime), firstPrime(startOfQ, isPrime)]);
  return p > q ? assemble(p, q) : assemble(q, p);
}

/** An odd number of that many bits, of which the two highest are set, so that the modulus has its full length. */
function startOf(seed: Uint8Array, bits: number, attempt: number): bigint {
  const info = Uint8Array.of(bits >>> 8, bits & 0xff, attempt);
  const bytes = hkdf(sha512, seed, undefined, info, bits / 8);
  return toBigInt(bytes) | (3n << BigInt(bits - 2)) | 1n;
}

/** FIPS 186-5 A.1.3 step 5.4 wants |p - q| above 2^(bits - 100); the starts keep more, for the search ahead of them. */
function isNear(a: bigint, b: bigint, bits: number): boolean {
  const difference = a > b ? a - b : b - a;
  return difference >> BigInt(bits - 99) === 0n;
}

async function firstPrime(start: bigint, isPrime: PrimalityTest): Promise<bigint> {
  for (const candidate of withoutSmallFactors(start)) {
    if (candidate % E !== 1n && (await isPrime(candidate))) return candidate;
  }
  throw new Error('unreachable: the candidates do not end');
}

function assemble(p: bigint, q: bigint): RsaPrivateNumbers {
  const [p1, q1] = [p - 1n, q - 1n];
  const d = inverse(E, (p1 * q1) / greatestCommonDivisor(p1, q1));
  return { n: p * q, e: E, d, p, q, dp: d % p1, dq: d % q1, qi: inverse(q, p) };
}
