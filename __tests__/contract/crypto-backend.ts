import type { EncryptionAlgorithmSpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { toHex } from '../../src/bytes/hex.js';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import type { CryptoBackend, HashName } from '../../src/ports/crypto-backend.js';
import { describeAgreement, describeEncapsulation, describeEncryption } from './crypto-backend-exchange.js';
import { describeSigning, SIGNING } from './crypto-backend-signing.js';
import {
  ASYMMETRIC,
  bytes,
  expectCryptoError,
  flip,
  keyOf,
  MESSAGE,
  materialOf,
  plain,
  SPECS,
} from './crypto-backend-support.js';

const HASHES: readonly HashName[] = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512', 'SM3'];

/** Two 2048-bit primes in JavaScript take seconds on a busy machine. */
const DERIVATION_MS = 60_000;

/** Bytes of the public key and the private key file, where the standard fixes them. */
const FILE_BYTES: { readonly [spec in KeySpecName]?: readonly [spki: number, pkcs8: number] } = {
  ECC_NIST_P256: [91, 138],
  ECC_NIST_P384: [120, 185],
  ECC_NIST_P521: [158, 241],
  ECC_SECG_P256K1: [88, 135],
  SM2: [91, 138],
  ECC_NIST_EDWARDS25519: [44, 48],
  ML_DSA_44: [1334, 54],
  ML_DSA_65: [1974, 54],
  ML_DSA_87: [2614, 54],
  ML_KEM_512: [822, 86],
  ML_KEM_768: [1206, 86],
  ML_KEM_1024: [1590, 86],
};

/** Everything that a backend promises, with a second one that must read what it wrote and write what it reads. */
export function describeCryptoBackend(ours: CryptoBackend, theirs: CryptoBackend): void {
  describe(`the ${ours.name} backend (beside ${theirs.name})`, () => {
    describeSymmetric(ours, theirs);
    describe.each(ASYMMETRIC)('%s', (spec) => {
      describeKeyFiles(spec, ours, theirs);
      const algorithms = Object.values(keySpec(spec).usages).flat();
      for (const algorithm of algorithms) {
        if (algorithm in SIGNING) describeSigning(spec, algorithm as SigningAlgorithmSpec, ours, theirs);
        else if (algorithm === 'ECDH') describeAgreement(spec, ours, theirs);
        else if (algorithm === 'ML_KEM') describeEncapsulation(spec, ours, theirs);
        else describeEncryption(spec, algorithm as EncryptionAlgorithmSpec, ours, theirs);
      }
    });
  });
}

function describeSymmetric(ours: CryptoBackend, theirs: CryptoBackend): void {
  it('makes random bytes of any length', () => {
    for (const length of [1, 12, 32, 1024]) expect(plain(ours.random(length))).toHaveLength(length);
    expect(toHex(ours.random(32))).not.toBe(toHex(ours.random(32)));
  });

  it.each(HASHES)('hashes with %s', async (name) => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
      const data = bytes(length, 3);
      expect(toHex(plain(await ours.hash(name, data)))).toBe(toHex(await theirs.hash(name, data)));
    }
  });

  it.each([16, 32])('seals with a key of %d bytes what the other opens', async (keyBytes) => {
    const key = materialOf('SYMMETRIC_DEFAULT', bytes(keyBytes, 1));
    const [nonce, aad] = [bytes(12, 2), bytes(50, 3)];
    for (const length of [0, 1, 32, 4096]) {
      const plaintext = bytes(length, 4);
      const sealed = plain(await ours.seal(key, nonce, aad, plaintext));
      expect(sealed).toHaveLength(length + 16);
      expect(await theirs.open({ ...key }, nonce, aad, sealed)).toEqual(plaintext);
      expect(plain(await ours.open(key, nonce, aad, await theirs.seal(key, nonce, aad, plaintext)))).toEqual(plaintext);
    }
  });

  it.each([0, 1, 150])('leaves %d bytes free in front of what it seals', async (room) => {
    const key = materialOf('SYMMETRIC_DEFAULT', bytes(32, 1));
    const [nonce, aad] = [bytes(12, 2), bytes(50, 3)];
    const sealed = plain(await ours.seal(key, nonce, aad, MESSAGE, room));
    expect(sealed.subarray(0, room)).toEqual(new Uint8Array(room));
    expect(sealed.subarray(room)).toEqual(await theirs.seal(key, nonce, aad, MESSAGE));
  });

  it('opens nothing that was changed', async () => {
    const key = materialOf('SYMMETRIC_DEFAULT', bytes(32, 1));
    const [nonce, aad] = [bytes(12, 2), bytes(50, 3)];
    const sealed = await ours.seal(key, nonce, aad, MESSAGE);
    const other = materialOf('SYMMETRIC_DEFAULT', bytes(32, 9));
    await expectCryptoError(() => ours.open(key, nonce, aad, flip(sealed, 0)));
    await expectCryptoError(() => ours.open(key, nonce, aad, flip(sealed, sealed.length - 1)));
    await expectCryptoError(() => ours.open(key, nonce, flip(aad, 7), sealed));
    await expectCryptoError(() => ours.open(key, flip(nonce, 7), aad, sealed));
    await expectCryptoError(() => ours.open(other, nonce, aad, sealed));
    await expectCryptoError(() => ours.open(key, nonce, aad, sealed.subarray(0, 15)));
    await expectCryptoError(() => ours.open(key, nonce, aad, new Uint8Array(0)));
  });

  it.each(SPECS.filter((spec) => keySpec(spec).type === 'hmac'))('computes the MAC of %s', async (spec) => {
    for (const keyBytes of [keySpec(spec).secretBytes, 128]) {
      const key = materialOf(spec, bytes(keyBytes, 5));
      const mac = plain(await ours.mac(key, MESSAGE));
      expect(mac).toHaveLength(keySpec(spec).secretBytes);
      expect(await theirs.mac(key, MESSAGE)).toEqual(mac);
      expect(await ours.mac(key, MESSAGE.subarray(1))).not.toEqual(mac);
    }
  });

  it('wraps keys by AES-KWP and unwraps nothing that was changed', async () => {
    for (const kek of [bytes(16, 6), bytes(32, 6)]) {
      for (const length of [1, 8, 9, 32, 1217]) {
        const key = bytes(length, 7);
        const wrapped = plain(await ours.wrapKey(kek, key));
        expect(plain(await ours.unwrapKey(kek, wrapped))).toEqual(key);
        expect(await theirs.unwrapKey(kek, wrapped)).toEqual(key);
        await expectCryptoError(() => ours.unwrapKey(kek, flip(wrapped, wrapped.length - 1)));
      }
    }
    await expectCryptoError(() => ours.unwrapKey(bytes(32, 6), bytes(15, 1)));
  });

  it('encrypts by AES-CBC as the other does', async () => {
    const [key, iv] = [bytes(32, 6), bytes(16, 7)];
    for (const length of [0, 15, 16, 100]) {
      const ciphertext = plain(await ours.encryptCbc(key, iv, bytes(length, 8)));
      expect(ciphertext).toHaveLength(16 * (Math.floor(length / 16) + 1));
      expect(await theirs.encryptCbc(key, iv, bytes(length, 8))).toEqual(ciphertext);
    }
  });

  it('has no asymmetric operation for a symmetric key', async () => {
    const key = materialOf('SYMMETRIC_DEFAULT', bytes(32, 1));
    await expectCryptoError(() => ours.publicKey(key));
    await expectCryptoError(() => ours.sign(key, 'ECDSA_SHA_256', 'RAW', MESSAGE));
    await expectCryptoError(() => ours.mac(key, MESSAGE));
  });
}

function describeKeyFiles(spec: KeySpecName, ours: CryptoBackend, theirs: CryptoBackend): void {
  it(
    'writes the same public and private key as the other',
    async () => {
      const key = keyOf(spec);
      const files = [plain(await ours.publicKey(key)), plain(await ours.privateKey(key))] as const;
      expect(await theirs.publicKey(key)).toEqual(files[0]);
      expect(await theirs.privateKey(key)).toEqual(files[1]);
      const fixed = FILE_BYTES[spec];
      if (fixed !== undefined) expect(files.map((file) => file.length)).toEqual(fixed);
    },
    DERIVATION_MS,
  );

  it('reads back the private key that it wrote, and as no other spec', async () => {
    const key = keyOf(spec);
    const pkcs8 = await ours.privateKey(key);
    const read = await ours.importPrivateKey(spec, pkcs8);
    expect(read).toEqual(await theirs.importPrivateKey(spec, pkcs8));
    expect(read).toMatchObject({ spec, form: 'secret' });
    expect(await ours.publicKey(read)).toEqual(await ours.publicKey(key));
    expect(await ours.privateKey(read)).toEqual(pkcs8);
    for (const other of ASYMMETRIC) {
      if (other !== spec) await expectCryptoError(() => ours.importPrivateKey(other, pkcs8));
    }
  });

  it('reads no private key that is cut or continued', async () => {
    const pkcs8 = await ours.privateKey(keyOf(spec));
    await expectCryptoError(() => ours.importPrivateKey(spec, pkcs8.subarray(0, -1)));
    await expectCryptoError(() => ours.importPrivateKey(spec, Uint8Array.of(...pkcs8, 0)));
    await expectCryptoError(() => ours.importPrivateKey(spec, new Uint8Array(0)));
  });
}
