import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { KmsFault } from '../../../src/model/fault.js';
import type { OperationName } from '../../../src/model/operation-types.js';
import { attestationDocument } from '../../support/attestation-document.js';
import { ACCOUNT, REGION, START, type TestKms, testKms } from '../../support/engine.js';
import { bytes, createKey } from '../../support/keys.js';

const RUNS = { numRuns: 1000 };

/** Sound bytes with some of them changed, cut off, put in or put behind: most of what goes wrong on the way. */
function broken(sound: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.integer({ min: 0, max: sound.length - 1 });
  const some = fc.uint8Array({ minLength: 1, maxLength: 8 });
  return fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 600 }),
    fc.tuple(at, some).map(([place, change]) => {
      const out = sound.slice();
      out.set(change.slice(0, out.length - place), place);
      return out;
    }),
    at.map((length) => sound.slice(0, length + 1)),
    fc
      .tuple(at, some)
      .map(([place, more]) => Uint8Array.from([...sound.slice(0, place), ...more, ...sound.slice(place)])),
  );
}

function keysOf({ world }: TestKms): string {
  return JSON.stringify(world.state.list('keys', 'scope', `${ACCOUNT}/${REGION}`));
}

/** Only these errors come out, and nothing changes. */
async function answersWith(
  names: readonly string[],
  kms: TestKms,
  operation: OperationName,
  input: object,
): Promise<void> {
  const before = keysOf(kms);
  await kms.call(operation, input).catch((error: unknown) => {
    if (!(error instanceof KmsFault)) throw error;
    expect(names).toContain(error.name);
  });
  expect(keysOf(kms)).toBe(before);
}

describe('Bad input', () => {
  const kms = testKms();

  it('to Decrypt is InvalidCiphertextException', async () => {
    const KeyId = await createKey(kms);
    const { CiphertextBlob: sound } = await kms.call('Encrypt', { KeyId, Plaintext: bytes(64) });
    const refused = ['InvalidCiphertextException'];
    await fc.assert(
      fc.asyncProperty(broken(sound), (CiphertextBlob) => answersWith(refused, kms, 'Decrypt', { CiphertextBlob })),
      RUNS,
    );
  }, 60_000);

  it.each([
    ['ECC_NIST_P256', 'ECDSA_SHA_256'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ] as const)(
    'to Verify with %s is KMSInvalidSignatureException',
    async (spec, SigningAlgorithm) => {
      const input = { KeyId: await createKey(kms, spec, 'SIGN_VERIFY'), SigningAlgorithm, Message: bytes(8) };
      const { Signature: sound } = await kms.call('Sign', input);
      const refused = ['KMSInvalidSignatureException'];
      await fc.assert(
        fc.asyncProperty(broken(sound), (Signature) => answersWith(refused, kms, 'Verify', { ...input, Signature })),
        { numRuns: 500 },
      );
    },
    60_000,
  );

  it('to DeriveSharedSecret is ValidationException', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'KEY_AGREEMENT');
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sound = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    const refused = ['ValidationException'];
    await fc.assert(
      fc.asyncProperty(broken(sound), (PublicKey) =>
        answersWith(refused, kms, 'DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey }),
      ),
      RUNS,
    );
  }, 60_000);

  it('to Recipient is ValidationException', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    const sound = await attestationDocument({ publicKey: spki, timestamp: START });
    const refused = ['ValidationException'];
    await fc.assert(
      fc.asyncProperty(broken(sound), (AttestationDocument) =>
        answersWith(refused, kms, 'GenerateRandom', { NumberOfBytes: 1, Recipient: { AttestationDocument } }),
      ),
      RUNS,
    );
  }, 60_000);
});
