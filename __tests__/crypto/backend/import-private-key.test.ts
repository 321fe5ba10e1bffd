import { generateKeyPairSync, generatePrimeSync, type KeyObject } from 'node:crypto';
import {
  bitString,
  element,
  encodingOf,
  integer,
  NULL,
  objectIdentifier,
  octetString,
  readSequence,
  sequence,
} from '../../../src/bytes/der.js';
import { fromHex, toHex } from '../../../src/bytes/hex.js';
import { algorithmIdentifier } from '../../../src/crypto/key-files/algorithm-identifiers.js';
import { compress } from '../../../src/crypto/key-files/point.js';
import { inverse } from '../../../src/crypto/key-files/rsa/arithmetic.js';
import {
  decodeRsaPrivateKey,
  encodeRsaPrivateKey,
  type RsaPrivateNumbers,
} from '../../../src/crypto/key-files/rsa/rsa-private-key.js';
import { type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { BACKENDS, expectCryptoError, material } from './backends.js';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const NUMBERS = decodeRsaPrivateKey(pkcs1(RSA));
const P256_SECRET = fromHex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721');

function rsaWith(changes: Partial<RsaPrivateNumbers>): Uint8Array {
  return file('RSA_2048', encodeRsaPrivateKey({ ...NUMBERS, ...changes }));
}

describe.each(BACKENDS)('importPrivateKey of the %s backend', (_name, backend) => {
  it.each([
    ['n', { n: NUMBERS.n + 2n }],
    ['e', { e: 3n }],
    ['an even e', { e: 65536n }],
    ['d', { d: NUMBERS.d + 2n }],
    ['d above n', { d: NUMBERS.d + NUMBERS.n }],
    ['dp', { dp: NUMBERS.dp + 2n }],
    ['dq', { dq: NUMBERS.dq + 2n }],
    ['qi', { qi: NUMBERS.qi + 1n }],
    ['p and q of one', { p: NUMBERS.n, q: 1n }],
    ['p of zero', { p: 0n }],
    ['p and q swapped without their remainders', { p: NUMBERS.q, q: NUMBERS.p }],
  ])('refuses an RSA key with another %s', async (_what, changes) => {
    await expectCryptoError(() => backend.importPrivateKey('RSA_2048', rsaWith(changes)));
  });

  it('refuses an RSA key of composite factors, however consistent', async () => {
    await expectCryptoError(() => backend.importPrivateKey('RSA_2048', file('RSA_2048', compositeKey())));
  });

  it('refuses an RSA key of more than two primes, and of another size', async () => {
    // Version 1 announces OtherPrimeInfos (RFC 8017 A.1.2).
    const [, ...numbers] = readSequence(encodeRsaPrivateKey(NUMBERS)).map(encodingOf);
    const multiPrime = sequence(integer(Uint8Array.of(1)), ...numbers);
    await expectCryptoError(() => backend.importPrivateKey('RSA_2048', file('RSA_2048', multiPrime)));
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    await expectCryptoError(() => backend.importPrivateKey('RSA_2048', pkcs8(small)));
    await expectCryptoError(() => backend.importPrivateKey('RSA_3072', pkcs8(RSA)));
  });

  it('keeps an RSA key that node:crypto made, byte for byte', async () => {
    const key = await backend.importPrivateKey('RSA_2048', pkcs8(RSA));
    expect(toHex(await backend.privateKey(key))).toBe(toHex(pkcs8(RSA)));
  });

  it.each(['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'ECC_SECG_P256K1', 'SM2'] as const)(
    'takes the scalars of %s that are in range, at any width',
    async (spec) => {
      const { order = 0n, secretBytes } = keySpec(spec);
      for (const [scalar, width] of [
        [1n, 1],
        [1n, secretBytes],
        [order - 1n, secretBytes],
        [order - 1n, secretBytes + 1],
      ] as const) {
        const key = await backend.importPrivateKey(spec, ecFile(spec, bytesOf(scalar, width)));
        expect(key).toEqual(material(spec, bytesOf(scalar, secretBytes)));
      }
      for (const scalar of [0n, order, order + 1n]) {
        await expectCryptoError(() => backend.importPrivateKey(spec, ecFile(spec, bytesOf(scalar, secretBytes))));
      }
    },
  );

  it('takes an EC key with its public key in either form, and with no other', async () => {
    const spec = 'ECC_NIST_P256';
    const point = (await backend.publicKey(material(spec, P256_SECRET))).slice(-65);
    const other = (await backend.publicKey(material(spec, bytesOf(7n, 32)))).slice(-65);
    for (const good of [point, compress(point)]) {
      expect(await backend.importPrivateKey(spec, ecFile(spec, P256_SECRET, good))).toEqual(
        material(spec, P256_SECRET),
      );
    }
    for (const bad of [other, compress(other), point.slice(1), new Uint8Array(65)]) {
      await expectCryptoError(() => backend.importPrivateKey(spec, ecFile(spec, P256_SECRET, bad)));
    }
  });

  it('takes named curves only, and one curve per key', async () => {
    const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey;
    await expectCryptoError(() => backend.importPrivateKey('ECC_NIST_P256', pkcs8(explicit)));
    const [p256, p384] = ['1.2.840.10045.3.1.7', '1.3.132.0.34'].map((curve) => element(0xa0, objectIdentifier(curve)));
    const named = (curve: Uint8Array | undefined) =>
      file('ECC_NIST_P256', sequence(integer(Uint8Array.of(1)), octetString(P256_SECRET), curve ?? NULL));
    expect(await backend.importPrivateKey('ECC_NIST_P256', named(p256))).toEqual(
      material('ECC_NIST_P256', P256_SECRET),
    );
    await expectCryptoError(() => backend.importPrivateKey('ECC_NIST_P256', named(p384)));
    await expectCryptoError(() => backend.importPrivateKey('ECC_NIST_P256', named(undefined)));
  });

  it('takes version 2 with a public key beside, and only the right one', async () => {
    const spec = 'ECC_NIST_EDWARDS25519';
    const secret = new Uint8Array(32).fill(7);
    const publicKey = (await backend.publicKey(material(spec, secret))).slice(-32);
    const version2 = (claimed: Uint8Array, version = 1) =>
      sequence(
        integer(Uint8Array.of(version)),
        algorithmIdentifier(spec),
        octetString(octetString(secret)),
        element(0x81, Uint8Array.of(0), claimed),
      );
    expect(await backend.importPrivateKey(spec, version2(publicKey))).toEqual(material(spec, secret));
    await expectCryptoError(() => backend.importPrivateKey(spec, version2(new Uint8Array(32))));
    await expectCryptoError(() => backend.importPrivateKey(spec, version2(publicKey, 0)));
    await expectCryptoError(() => backend.importPrivateKey(spec, version2(publicKey, 2)));
  });

  it.each(['ML_DSA_44', 'ML_KEM_768'] as const)('takes %s with its expanded key, and with no other', async (spec) => {
    const { secretBytes } = keySpec(spec);
    const seed = new Uint8Array(secretBytes).fill(3);
    // Node 24 and later write both; here the library's own expansion stands in for them.
    const { expandedKey } = spec === 'ML_DSA_44' ? await mlDsaKeys() : await mlKemKeys();
    const expanded = expandedKey(material(spec, seed));
    const both = (key: Uint8Array) => file(spec, sequence(octetString(seed), octetString(key)));
    expect(await backend.importPrivateKey(spec, both(expanded))).toEqual(material(spec, seed));
    await expectCryptoError(() =>
      backend.importPrivateKey(spec, both(expanded.map((byte, i) => (i === 99 ? ~byte : byte)))),
    );
    await expectCryptoError(() => backend.importPrivateKey(spec, file(spec, octetString(expanded))));
    await expectCryptoError(() => backend.importPrivateKey(spec, file(spec, element(0x80, seed.subarray(1)))));
  });
});

async function mlDsaKeys() {
  return (await import('../../../src/crypto/algorithms/lattice/ml-dsa.js')).mlDsa(() => new Uint8Array(32));
}

async function mlKemKeys() {
  return (await import('../../../src/crypto/algorithms/lattice/ml-kem.js')).mlKem(() => new Uint8Array(32));
}

/** All of RFC 8017's equations hold for it, but one factor is the product of two primes. */
function compositeKey(): Uint8Array {
  const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });
  for (;;) {
    const [p, q] = [prime(512) * prime(512), prime(1024)];
    const [n, e] = [p * q, 65537n];
    const lambda = (p - 1n) * (q - 1n);
    if (n.toString(2).length !== 2048 || lambda % e === 0n) continue;
    const d = inverse(e, lambda);
    const remainders = { dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
    return encodeRsaPrivateKey({ n, e, d, p, q, ...remainders });
  }
}

function file(spec: KeySpecName, inner: Uint8Array): Uint8Array {
  return sequence(integer(Uint8Array.of(0)), algorithmIdentifier(spec), octetString(inner));
}

function ecFile(spec: KeySpecName, scalar: Uint8Array, point?: Uint8Array): Uint8Array {
  const publicKey = point === undefined ? [] : [element(0xa1, bitString(point))];
  return file(spec, sequence(integer(Uint8Array.of(1)), octetString(scalar), ...publicKey));
}

function pkcs8(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }));
}

function pkcs1(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'pkcs1', format: 'der' }));
}

function bytesOf(value: bigint, width: number): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * width, '0'));
}
