import { ml_kem512, ml_kem768, ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey, materialOf } from '../../support/keys.js';

const SPECS = [
  ['ML_KEM_512', ml_kem512, 768],
  ['ML_KEM_768', ml_kem768, 1088],
  ['ML_KEM_1024', ml_kem1024, 1568],
] as const;

const EncapsulationAlgorithm = 'ML_KEM';

describe('Encapsulate and Decapsulate', () => {
  const kms = testKms();

  it.each(SPECS)('%s: noble opens ours, and we open its', async (spec, scheme, length) => {
    const KeyId = await createKey(kms, spec, 'ENCAPSULATE_DECAPSULATE');
    const { publicKey, secretKey } = scheme.keygen((await materialOf(kms, KeyId)).raw as Uint8Array);
    const ours = await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm });
    expect(ours).toEqual({
      KeyId,
      SharedSecret: expect.any(Uint8Array),
      SharedSecretCiphertextBlob: expect.any(Uint8Array),
      EncapsulationAlgorithm,
    });
    expect(ours.SharedSecret).toHaveLength(32);
    expect(ours.SharedSecretCiphertextBlob).toHaveLength(length);
    expect(scheme.decapsulate(ours.SharedSecretCiphertextBlob, secretKey)).toEqual(ours.SharedSecret);
    const theirs = scheme.encapsulate(publicKey);
    for (const [ciphertext, secret] of [
      [ours.SharedSecretCiphertextBlob, ours.SharedSecret],
      [theirs.cipherText, theirs.sharedSecret],
    ] as const) {
      const input = { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob: ciphertext };
      expect(await kms.call('Decapsulate', input)).toEqual({ KeyId, SharedSecret: secret, EncapsulationAlgorithm });
    }
  });

  it.each(SPECS)('%s: every encapsulation is fresh', async (spec) => {
    const KeyId = await createKey(kms, spec, 'ENCAPSULATE_DECAPSULATE');
    const one = await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm });
    const other = await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm });
    expect(one.SharedSecret).not.toEqual(other.SharedSecret);
  });

  it.each(SPECS)('%s: an altered ciphertext, or another key, gives another secret', async (spec, scheme) => {
    const KeyId = await createKey(kms, spec, 'ENCAPSULATE_DECAPSULATE');
    const { secretKey } = scheme.keygen((await materialOf(kms, KeyId)).raw as Uint8Array);
    const { SharedSecret, SharedSecretCiphertextBlob } = await kms.call('Encapsulate', {
      KeyId,
      EncapsulationAlgorithm,
    });
    const altered = SharedSecretCiphertextBlob.slice();
    altered[5] = (altered[5] as number) ^ 1;
    const rejected = { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob: altered };
    const { SharedSecret: implicit } = await kms.call('Decapsulate', rejected);
    expect(implicit).not.toEqual(SharedSecret);
    // FIPS 203 fixes which.
    expect(implicit).toEqual(scheme.decapsulate(altered, secretKey));
    const other = await createKey(kms, spec, 'ENCAPSULATE_DECAPSULATE');
    const input = { KeyId: other, EncapsulationAlgorithm, SharedSecretCiphertextBlob };
    expect((await kms.call('Decapsulate', input)).SharedSecret).not.toEqual(SharedSecret);
  });

  it.each(SPECS)('%s: a ciphertext of another length is invalid', async (spec, _scheme, length) => {
    const KeyId = await createKey(kms, spec, 'ENCAPSULATE_DECAPSULATE');
    for (const wrong of [1, 768, 1088, 1568, length - 1, length + 1, 6144].filter((each) => each !== length)) {
      const input = { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob: bytes(wrong) };
      expect(await refusal(kms.call('Decapsulate', input))).toEqual({
        name: 'InvalidCiphertextException',
        message: undefined,
      });
    }
  });

  it('refuse algorithms and lengths that are none', async () => {
    const KeyId = await createKey(kms, 'ML_KEM_512', 'ENCAPSULATE_DECAPSULATE');
    expect(await refusal(kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm: 'RSA' }))).toEqual({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'RSA' at 'encapsulationAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ML_KEM]",
    });
    const tooLong = { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob: bytes(6145) };
    expect(await refusal(kms.call('Decapsulate', tooLong))).toEqual({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value at 'sharedSecretCiphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
    });
  });
});
