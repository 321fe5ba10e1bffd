import type { EncryptionAlgorithmSpec, MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { toBase64 } from '../../src/bytes/base64.js';
import { toHex } from '../../src/bytes/hex.js';
import { KEY_SPECS, type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import { type CryptoBackend, CryptoError, type HashName, type KeyMaterial } from '../../src/ports/crypto-backend.js';

const HASHES: readonly HashName[] = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512', 'SM3'];
const MESSAGE = bytes(1000, 11);
const SPECS = Object.keys(KEY_SPECS) as KeySpecName[];
const ASYMMETRIC = SPECS.filter((spec) => keySpec(spec).type === 'asymmetric');

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

/** Which messages an algorithm signs, and whether two signatures of one message differ. */
const SIGNING: { readonly [algorithm in SigningAlgorithmSpec]: { types: readonly MessageType[]; fresh: boolean } } = {
  RSASSA_PKCS1_V1_5_SHA_256: { types: ['RAW', 'DIGEST'], fresh: false },
  RSASSA_PKCS1_V1_5_SHA_384: { types: ['RAW', 'DIGEST'], fresh: false },
  RSASSA_PKCS1_V1_5_SHA_512: { types: ['RAW', 'DIGEST'], fresh: false },
  RSASSA_PSS_SHA_256: { types: ['RAW', 'DIGEST'], fresh: true },
  RSASSA_PSS_SHA_384: { types: ['RAW', 'DIGEST'], fresh: true },
  RSASSA_PSS_SHA_512: { types: ['RAW', 'DIGEST'], fresh: true },
  ECDSA_SHA_256: { types: ['RAW', 'DIGEST'], fresh: true },
  ECDSA_SHA_384: { types: ['RAW', 'DIGEST'], fresh: true },
  ECDSA_SHA_512: { types: ['RAW', 'DIGEST'], fresh: true },
  SM2DSA: { types: ['RAW', 'DIGEST'], fresh: true },
  ED25519_SHA_512: { types: ['RAW'], fresh: false },
  ED25519_PH_SHA_512: { types: ['DIGEST'], fresh: false },
  ML_DSA_SHAKE_256: { types: ['RAW', 'EXTERNAL_MU'], fresh: true },
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
  it('writes the same public and private key as the other', async () => {
    const key = keyOf(spec);
    const files = [plain(await ours.publicKey(key)), plain(await ours.privateKey(key))] as const;
    expect(await theirs.publicKey(key)).toEqual(files[0]);
    expect(await theirs.privateKey(key)).toEqual(files[1]);
    const fixed = FILE_BYTES[spec];
    if (fixed !== undefined) expect(files.map((file) => file.length)).toEqual(fixed);
  });

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

function describeSigning(
  spec: KeySpecName,
  algorithm: SigningAlgorithmSpec,
  ours: CryptoBackend,
  theirs: CryptoBackend,
): void {
  const { types, fresh } = SIGNING[algorithm];

  it.each(types)(`signs by ${algorithm} a %s message that the other verifies`, async (type) => {
    const key = keyOf(spec);
    const message = await messageFor(algorithm, type, ours);
    const signature = plain(await ours.sign(key, algorithm, type, message));
    const fromThem = await theirs.sign(key, algorithm, type, message);
    const spki = await ours.publicKey(key);
    expect(await ours.verify(key, algorithm, type, message, signature)).toBe(true);
    expect(await theirs.verify(key, algorithm, type, message, signature)).toBe(true);
    expect(await ours.verify(key, algorithm, type, message, fromThem)).toBe(true);
    expect(await ours.verifyWithPublicKey(spki, algorithm, type, message, fromThem)).toBe(true);
    expect(toHex(signature) === toHex(await ours.sign(key, algorithm, type, message))).toBe(!fresh);
  });

  it.each(types)(`verifies by ${algorithm} no %s message or signature that was changed`, async (type) => {
    const key = keyOf(spec);
    const message = await messageFor(algorithm, type, ours);
    const signature = await ours.sign(key, algorithm, type, message);
    for (const at of [0, signature.length >> 1, signature.length - 1]) {
      expect(await ours.verify(key, algorithm, type, message, flip(signature, at))).toBe(false);
    }
    expect(await ours.verify(key, algorithm, type, flip(message, 5), signature)).toBe(false);
    for (const malformed of [signature.subarray(1), Uint8Array.of(...signature, 0), Uint8Array.of(), bytes(64, 1)]) {
      expect(await ours.verify(key, algorithm, type, message, malformed)).toBe(false);
    }
  });

  it.each(types)(`signs by ${algorithm} a %s message deterministically as the other does`, async (type) => {
    const key = keyOf(spec);
    const message = await messageFor(algorithm, type, ours);
    const signature = plain(await ours.sign(key, algorithm, type, message, { deterministic: true }));
    expect(await ours.sign(key, algorithm, type, message, { deterministic: true })).toEqual(signature);
    expect(await theirs.sign(key, algorithm, type, message, { deterministic: true })).toEqual(signature);
    expect(await theirs.verify(key, algorithm, type, message, signature)).toBe(true);
  });

  if (types.includes('DIGEST') && types.includes('RAW') && algorithm !== 'SM2DSA') {
    it(`signs by ${algorithm} a message and its digest alike`, async () => {
      const key = keyOf(spec);
      const digest = await messageFor(algorithm, 'DIGEST', ours);
      const ofDigest = await ours.sign(key, algorithm, 'DIGEST', digest);
      expect(await ours.verify(key, algorithm, 'RAW', MESSAGE, ofDigest)).toBe(true);
      const ofMessage = await ours.sign(key, algorithm, 'RAW', MESSAGE);
      expect(await ours.verify(key, algorithm, 'DIGEST', digest, ofMessage)).toBe(true);
    });
  }

  it(`refuses by ${algorithm} the messages that it cannot sign`, async () => {
    const key = keyOf(spec);
    for (const type of ['RAW', 'DIGEST', 'EXTERNAL_MU'] as const) {
      if (type === 'RAW' && types.includes(type)) continue;
      await expectCryptoError(() => ours.sign(key, algorithm, type, bytes(31, 1)));
      await expectCryptoError(() => ours.verify(key, algorithm, type, bytes(31, 1), bytes(64, 1)));
    }
  });
}

function describeEncryption(
  spec: KeySpecName,
  algorithm: EncryptionAlgorithmSpec,
  ours: CryptoBackend,
  theirs: CryptoBackend,
): void {
  const { modulusBits } = keySpec(spec);
  const overhead = algorithm === 'RSAES_OAEP_SHA_1' ? 42 : 66;
  const longest = modulusBits === undefined ? 1024 : modulusBits / 8 - overhead;

  it(`encrypts by ${algorithm} what the other decrypts`, async () => {
    const key = keyOf(spec);
    for (const length of [1, 32, longest]) {
      const plaintext = bytes(length, 4);
      const ciphertext = plain(await ours.encrypt(key, algorithm, plaintext));
      expect(plain(await ours.decrypt(key, algorithm, ciphertext))).toEqual(plaintext);
      expect(await theirs.decrypt(key, algorithm, ciphertext)).toEqual(plaintext);
    }
  });

  it(`decrypts by ${algorithm} nothing that was changed`, async () => {
    const key = keyOf(spec);
    const ciphertext = await ours.encrypt(key, algorithm, bytes(32, 4));
    for (const at of [0, ciphertext.length >> 1, ciphertext.length - 1]) {
      await expectCryptoError(() => ours.decrypt(key, algorithm, flip(ciphertext, at)));
    }
    for (const malformed of [ciphertext.subarray(1), Uint8Array.of(0, ...ciphertext), Uint8Array.of()]) {
      await expectCryptoError(() => ours.decrypt(key, algorithm, malformed));
    }
  });

  if (modulusBits === undefined) return;
  it(`encrypts by ${algorithm} to a bare public key, and nothing that is too long`, async () => {
    const key = keyOf(spec);
    const hash = algorithm === 'RSAES_OAEP_SHA_1' ? 'SHA-1' : 'SHA-256';
    const ciphertext = await ours.encryptToPublicKey(await ours.publicKey(key), hash, bytes(32, 4));
    expect(await theirs.decrypt(key, algorithm, ciphertext)).toEqual(bytes(32, 4));
    await expectCryptoError(() => ours.encrypt(key, algorithm, bytes(longest + 1, 4)));
  });
}

function describeAgreement(spec: KeySpecName, ours: CryptoBackend, theirs: CryptoBackend): void {
  it('derives the shared secret that the other derives, at the width of the field', async () => {
    const [a, b] = [keyOf(spec), materialOf(spec, secretFor(spec, 2))];
    const secret = plain(await ours.deriveSharedSecret(a, await ours.publicKey(b)));
    expect(secret).toHaveLength(keySpec(spec).secretBytes);
    expect(await theirs.deriveSharedSecret(b, await theirs.publicKey(a))).toEqual(secret);
  });

  it('takes a public key of no other spec', async () => {
    for (const other of ASYMMETRIC) {
      if (other === spec || keySpec(other).family === 'rsa') continue;
      const peer = await ours.publicKey(keyOf(other));
      await expectCryptoError(() => ours.deriveSharedSecret(keyOf(spec), peer));
    }
  });

  it('takes no public key off the curve', async () => {
    const peer = await ours.publicKey(keyOf(spec));
    await expectCryptoError(() => ours.deriveSharedSecret(keyOf(spec), flip(peer, peer.length - 1)));
  });
}

function describeEncapsulation(spec: KeySpecName, ours: CryptoBackend, theirs: CryptoBackend): void {
  it('encapsulates what the other decapsulates', async () => {
    const key = keyOf(spec);
    const { sharedSecret, ciphertext } = await ours.encapsulate(key);
    expect(plain(sharedSecret)).toHaveLength(32);
    expect(plain(ciphertext)).toHaveLength(keySpec(spec).ciphertextBytes as number);
    expect(plain(await ours.decapsulate(key, ciphertext))).toEqual(sharedSecret);
    expect(await theirs.decapsulate(key, ciphertext)).toEqual(sharedSecret);
  });

  it('rejects implicitly: a changed ciphertext gives another secret, the same everywhere', async () => {
    const key = keyOf(spec);
    const { sharedSecret, ciphertext } = await ours.encapsulate(key);
    const rejected = await ours.decapsulate(key, flip(ciphertext, 7));
    expect(rejected).not.toEqual(sharedSecret);
    expect(await theirs.decapsulate(key, flip(ciphertext, 7))).toEqual(rejected);
    await expectCryptoError(() => ours.decapsulate(key, ciphertext.subarray(1)));
  });
}

const keys = new Map<KeySpecName, KeyMaterial>();

/** One key per spec for all tests: RSA is derived once per backend. */
function keyOf(spec: KeySpecName): KeyMaterial {
  const form = keySpec(spec).family === 'rsa' ? 'seed' : 'secret';
  const known = keys.get(spec) ?? { spec, form, value: toBase64(secretFor(spec, 1)) };
  keys.set(spec, known);
  return known;
}

function secretFor(spec: KeySpecName, seed: number): Uint8Array {
  const secret = bytes(keySpec(spec).secretBytes, seed);
  // Below the order of every curve, P-521's 521 bits included.
  if (keySpec(spec).order !== undefined) secret[0] = 0;
  return secret;
}

function materialOf(spec: KeySpecName, secret: Uint8Array): KeyMaterial {
  return { spec, form: 'secret', value: toBase64(secret) };
}

async function messageFor(algorithm: SigningAlgorithmSpec, type: MessageType, backend: CryptoBackend) {
  if (type === 'RAW') return MESSAGE;
  if (type === 'EXTERNAL_MU') return bytes(64, 8);
  if (algorithm === 'SM2DSA') return backend.hash('SM3', MESSAGE);
  return backend.hash(`SHA-${algorithm.slice(-3)}` as HashName, MESSAGE);
}

/** Bytes that look random and are the same at each run. */
function bytes(length: number, seed: number): Uint8Array {
  let state = seed * 2654435761 + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

function flip(original: Uint8Array, at: number): Uint8Array {
  return original.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

/** A plain array that owns all of its memory: no Buffer and no window into a pool. */
function plain(value: Uint8Array): Uint8Array {
  expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
  expect([value.byteOffset, value.buffer.byteLength]).toEqual([0, value.length]);
  return value;
}

async function expectCryptoError(call: () => unknown): Promise<void> {
  await expect((async () => call())()).rejects.toBeInstanceOf(CryptoError);
}
