import { checkPrimeSync, createPrivateKey } from 'node:crypto';
import { deriveRsaKey } from '../../../src/crypto/algorithms/rsa/derive.js';
import { rsaKeyPairs } from '../../../src/crypto/algorithms/rsa/key-pair.js';
import { withoutSmallFactors } from '../../../src/crypto/algorithms/rsa/sieve.js';
import { backend as node } from '../../../src/crypto/backend/node/node-backend.js';
import { millerRabin } from '../../../src/crypto/key-files/rsa/miller-rabin.js';
import { KeyGenerationError } from '../../../src/ports/crypto-backend.js';
import { material } from './backends.js';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const isPrime = async (candidate: bigint) => checkPrimeSync(candidate);
const rsa = (byte: number) => ({ ...material('RSA_2048', seed(byte)), form: 'seed' as const });

describe('an RSA key that is derived from its seed', () => {
  it.each([2048, 3072, 4096])('of %d bits is one by FIPS 186-5', async (modulusBits) => {
    const half = BigInt(modulusBits / 2);
    const { n, e, d, p, q, dp, dq, qi } = await deriveRsaKey(seed(1), modulusBits, isPrime);
    expect(n.toString(2)).toHaveLength(modulusBits);
    expect([p * q, e]).toEqual([n, 65537n]);
    for (const prime of [p, q]) {
      expect(checkPrimeSync(prime)).toBe(true);
      expect(prime >> (half - 2n)).toBe(3n);
      expect(prime % e).not.toBe(1n);
    }
    expect(p - q > 2n ** (half - 100n)).toBe(true);
    expect(d > 2n ** half).toBe(true);
    expect([(d * e) % (p - 1n), (d * e) % (q - 1n), (q * qi) % p]).toEqual([1n, 1n, 1n]);
    expect([dp, dq]).toEqual([d % (p - 1n), d % (q - 1n)]);
  });

  it('is another one for every seed and every size', async () => {
    const moduli = await Promise.all([1, 2, 3].map((byte) => deriveRsaKey(seed(byte), 2048, isPrime)));
    const primes = moduli.flatMap(({ p, q }) => [p, q]);
    expect(new Set(primes).size).toBe(6);
    const larger = await deriveRsaKey(seed(1), 3072, isPrime);
    expect(larger.p >> 512n === moduli[0]?.p).toBe(false);
  });

  it('is the same in JavaScript as by OpenSSL', async () => {
    const inJavaScript = await deriveRsaKey(seed(4), 2048, async (candidate) => millerRabin(candidate));
    expect(inJavaScript).toEqual(await deriveRsaKey(seed(4), 2048, isPrime));
  });

  it('is one that OpenSSL takes', async () => {
    const der = Buffer.from(await node.privateKey(rsa(5)));
    const { asymmetricKeyDetails } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    expect(asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
  });

  it('is derived once for concurrent callers, and not before the first', async () => {
    let tests = 0;
    const pairs = rsaKeyPairs(async (candidate) => {
      tests += 1;
      return checkPrimeSync(candidate);
    });
    const key = rsa(6);
    expect(tests).toBe(0);
    const answers = await Promise.all([
      pairs.numbers(key),
      pairs.publicKey(key),
      pairs.numbers(key),
      pairs.secret(key),
    ]);
    const once = tests;
    expect(answers[0]).toBe(answers[2]);
    await pairs.secret(key);
    expect(tests).toBe(once);
  });

  it('rejects with the failure of its derivation, and is tried again at the next use', async () => {
    let failures = 2;
    const pairs = rsaKeyPairs(async (candidate) => {
      if (failures-- > 0) throw new Error('no entropy');
      return checkPrimeSync(candidate);
    });
    const key = rsa(7);
    const failure = await (async () => pairs.publicKey(key))().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KeyGenerationError);
    expect(failure).toMatchObject({ message: 'the RSA key pair could not be derived', cause: new Error('no entropy') });
    await expect(pairs.publicKey(key)).resolves.toMatchObject({ spec: 'RSA_2048' });
  });

  it('lets timers run while it is derived', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await node.publicKey(rsa(8));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});

describe('the sieve', () => {
  it('keeps every prime and no number with a factor below 2^15', () => {
    const start = 2n ** 80n + 1n;
    const kept: bigint[] = [];
    for (const candidate of withoutSmallFactors(start)) {
      if (candidate > start + 40_000n) break;
      kept.push(candidate);
    }
    const left = new Set(kept);
    for (let n = start; n <= start + 40_000n; n += 2n) {
      if (checkPrimeSync(n)) expect(left.has(n)).toBe(true);
    }
    for (const factor of [3n, 5n, 7n, 181n, 32_749n]) expect(kept.some((n) => n % factor === 0n)).toBe(false);
  });
});

describe('the Miller-Rabin test', () => {
  it('agrees with OpenSSL', () => {
    for (let n = 101n; n < 5_000n; n += 2n) expect([n, millerRabin(n)]).toEqual([n, checkPrimeSync(n)]);
  });

  // Strong pseudoprimes to base 2 and to the bases 2, 3, 5 and 7 (OEIS A001262, A014233).
  it.each([2047n, 3277n, 3215031751n])('is not deceived by %s', (n) => {
    expect(millerRabin(n)).toBe(false);
  });
});
