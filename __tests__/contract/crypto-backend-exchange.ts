import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import type { CryptoBackend } from '../../src/ports/crypto-backend.js';
import {
  ASYMMETRIC,
  bytes,
  expectCryptoError,
  flip,
  keyOf,
  materialOf,
  plain,
  secretFor,
} from './crypto-backend-support.js';

/** Encrypt and Decrypt of one algorithm of a spec. */
export function describeEncryption(
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

/** DeriveSharedSecret. */
export function describeAgreement(spec: KeySpecName, ours: CryptoBackend, theirs: CryptoBackend): void {
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

/** Encapsulate and Decapsulate. */
export function describeEncapsulation(spec: KeySpecName, ours: CryptoBackend, theirs: CryptoBackend): void {
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
