import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { KEY_SPEC_NAMES, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../../src/ports/crypto-backend.js';
import { BACKENDS, material } from './backends.js';

/** Every spec that has files. */
const ASYMMETRIC = KEY_SPEC_NAMES.filter((spec) => keySpec(spec).type === 'asymmetric');
/** Their keys cost nothing to have. */
const QUICK = ASYMMETRIC.filter((spec) => keySpec(spec).family !== 'rsa');
const RUNS = { numRuns: 150 };

/** A change to right bytes: one byte set, a piece cut out, bytes put in, or cut short. */
const spoil = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('put' as const), at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
);
type Spoil = typeof spoil extends fc.Arbitrary<infer Change> ? Change : never;

describe.each(BACKENDS)('given malformed input, the %s backend', (_name, backend) => {
  it('answers nothing but a key or a CryptoError for private keys', async () => {
    const files = await Promise.all(QUICK.map(async (spec) => [spec, await backend.privateKey(keyOf(spec))] as const));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(spoil, { minLength: 1, maxLength: 3 }),
        async ([spec, file], spoils) => {
          const answer = await answerOf(() => backend.importPrivateKey(spec, spoilt(file, spoils)));
          expect(answer instanceof CryptoError || (answer as KeyMaterial).spec === spec).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('answers nothing but false, true or a CryptoError for public keys and signatures', async () => {
    const cases = await Promise.all(
      SIGNERS.map(async ([spec, algorithm, type]) => {
        const key = keyOf(spec);
        const message = new Uint8Array(type === 'DIGEST' ? keySpec(spec).secretBytes : 64).fill(5);
        const signature = await backend.sign(key, algorithm, type, message);
        return { algorithm, type, message, signature, publicKey: await backend.publicKey(key) };
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cases),
        fc.array(spoil, { maxLength: 2 }),
        fc.array(spoil, { maxLength: 2 }),
        async (given, spoilKey, spoilSignature) => {
          const { algorithm, type, message } = given;
          const signature = spoilt(given.signature, spoilSignature);
          const publicKey = spoilt(given.publicKey, spoilKey);
          const answer = await answerOf(() =>
            backend.verifyWithPublicKey(publicKey, algorithm, type, message, signature),
          );
          const untouched = same(signature, given.signature) && same(publicKey, given.publicKey);
          expect(untouched ? answer === true : answer === false || answer instanceof CryptoError).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('answers nothing but a secret or a CryptoError for the public keys of peers', async () => {
    const specs = ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'SM2'] as const;
    const peers = await Promise.all(specs.map(async (spec) => [spec, await backend.publicKey(keyOf(spec))] as const));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...peers),
        fc.array(spoil, { minLength: 1, maxLength: 2 }),
        async ([spec, peer], spoils) => {
          const answer = await answerOf(() => backend.deriveSharedSecret(keyOf(spec), spoilt(peer, spoils)));
          expect(answer instanceof CryptoError || answer instanceof Uint8Array).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('answers nothing but a CryptoError for ciphertexts, sealed bytes and wrapped keys', async () => {
    const aes = material('SYMMETRIC_DEFAULT', new Uint8Array(32).fill(1));
    const [nonce, aad, plaintext] = [new Uint8Array(12), new Uint8Array(3), new Uint8Array(20).fill(9)];
    const sealed = await backend.seal(aes, nonce, aad, plaintext);
    const wrapped = await backend.wrapKey(plaintext.slice(0, 16), plaintext);
    const ciphertext = await backend.encrypt(keyOf('SM2'), 'SM2PKE', plaintext);
    await fc.assert(
      fc.asyncProperty(fc.array(spoil, { minLength: 1, maxLength: 3 }), async (spoils) => {
        for (const [bytes, open] of [
          [sealed, (given: Uint8Array) => backend.open(aes, nonce, aad, given)],
          [wrapped, (given: Uint8Array) => backend.unwrapKey(plaintext.slice(0, 16), given)],
          [ciphertext, (given: Uint8Array) => backend.decrypt(keyOf('SM2'), 'SM2PKE', given)],
        ] as const) {
          const given = spoilt(bytes, spoils);
          if (!same(given, bytes)) expect(await answerOf(() => open(given))).toBeInstanceOf(CryptoError);
        }
      }),
      RUNS,
    );
  });

  it('answers nothing but a CryptoError for random bytes in place of any file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...ASYMMETRIC), async (bytes, spec) => {
        expect(await answerOf(() => backend.importPrivateKey(spec, bytes))).toBeInstanceOf(CryptoError);
        expect(await answerOf(() => backend.encryptToPublicKey(bytes, 'SHA-256', bytes))).toBeInstanceOf(CryptoError);
      }),
      RUNS,
    );
  });
});

const SIGNERS: readonly (readonly [KeySpecName, SigningAlgorithmSpec, MessageType])[] = [
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'RAW'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'DIGEST'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', 'RAW'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'RAW'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'DIGEST'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 'RAW'],
  ['SM2', 'SM2DSA', 'RAW'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'RAW'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'EXTERNAL_MU'],
];

const keys = new Map<KeySpecName, KeyMaterial>();

function keyOf(spec: KeySpecName): KeyMaterial {
  const key = keys.get(spec) ?? material(spec, new Uint8Array(keySpec(spec).secretBytes).fill(1));
  keys.set(spec, key);
  return key;
}

function spoilt(bytes: Uint8Array, spoils: readonly Spoil[]): Uint8Array {
  return spoils.reduce((given, change) => {
    const at = change.at % (given.length + 1);
    const [before, after] = [given.subarray(0, at), given.subarray(at)];
    if (change.kind === 'set') return Uint8Array.of(...before, change.byte, ...after.subarray(1));
    if (change.kind === 'cut') return Uint8Array.of(...before, ...after.subarray(change.length));
    return change.kind === 'put' ? Uint8Array.of(...before, ...change.bytes, ...after) : before;
  }, bytes);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** What came out: a value, or the error. */
async function answerOf(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}
