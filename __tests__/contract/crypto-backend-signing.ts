import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { toHex } from '../../src/bytes/hex.js';
import type { KeySpecName } from '../../src/model/key-specs.js';
import type { CryptoBackend, HashName } from '../../src/ports/crypto-backend.js';
import { bytes, expectCryptoError, flip, keyOf, MESSAGE, plain } from './crypto-backend-support.js';

/** Which messages an algorithm signs, and whether two signatures of one message differ. */
export const SIGNING: {
  readonly [algorithm in SigningAlgorithmSpec]: { types: readonly MessageType[]; fresh: boolean };
} = {
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

/** Sign and Verify of one algorithm of a spec. */
export function describeSigning(
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

  if (algorithm === 'RSASSA_PSS_SHA_256' && spec === 'RSA_2048') {
    it(`verifies by ${algorithm} no signature without its leading zero`, async () => {
      const key = keyOf(spec);
      const message = await messageFor(algorithm, 'RAW', ours);
      let signature = await ours.sign(key, algorithm, 'RAW', message);
      while (signature[0] !== 0) signature = await ours.sign(key, algorithm, 'RAW', message);
      expect(await ours.verify(key, algorithm, 'RAW', message, signature)).toBe(true);
      expect(await ours.verify(key, algorithm, 'RAW', message, signature.subarray(1))).toBe(false);
    }, 30_000);
  }

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

async function messageFor(algorithm: SigningAlgorithmSpec, type: MessageType, backend: CryptoBackend) {
  if (type === 'RAW') return MESSAGE;
  if (type === 'EXTERNAL_MU') return bytes(64, 8);
  if (algorithm === 'SM2DSA') return backend.hash('SM3', MESSAGE);
  return backend.hash(`SHA-${algorithm.slice(-3)}` as HashName, MESSAGE);
}
