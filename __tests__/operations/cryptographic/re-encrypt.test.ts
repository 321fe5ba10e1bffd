import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey } from '../../support/keys.js';

const Plaintext = bytes(40);

describe('ReEncrypt', () => {
  const kms = testKms();
  /** A key, its algorithms and how to encrypt under it. */
  const KINDS = [
    ['SYMMETRIC_DEFAULT', 'SYMMETRIC_DEFAULT'],
    ['RSA_2048', 'RSAES_OAEP_SHA_1'],
    ['RSA_2048', 'RSAES_OAEP_SHA_256'],
  ] as const satisfies readonly (readonly [string, EncryptionAlgorithmSpec])[];
  const PAIRS = KINDS.flatMap((from) => KINDS.map((to) => [...from, ...to] as const));

  it.each(PAIRS)('from %s by %s to %s by %s', async (fromSpec, fromAlgorithm, toSpec, toAlgorithm) => {
    const [source, destination] = [await createKey(kms, fromSpec), await createKey(kms, toSpec)];
    const encrypted = await kms.call('Encrypt', { KeyId: source, Plaintext, EncryptionAlgorithm: fromAlgorithm });
    const output = await kms.call('ReEncrypt', {
      CiphertextBlob: encrypted.CiphertextBlob,
      SourceKeyId: source,
      SourceEncryptionAlgorithm: fromAlgorithm,
      DestinationKeyId: destination,
      DestinationEncryptionAlgorithm: toAlgorithm,
    });
    const materialId = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(output).toEqual({
      CiphertextBlob: expect.any(Uint8Array),
      SourceKeyId: source,
      KeyId: destination,
      SourceEncryptionAlgorithm: fromAlgorithm,
      DestinationEncryptionAlgorithm: toAlgorithm,
      ...(fromSpec === 'SYMMETRIC_DEFAULT' && { SourceKeyMaterialId: materialId }),
      ...(toSpec === 'SYMMETRIC_DEFAULT' && { DestinationKeyMaterialId: materialId }),
    });
    const decrypted = await kms.call('Decrypt', {
      CiphertextBlob: output.CiphertextBlob,
      KeyId: destination,
      EncryptionAlgorithm: toAlgorithm,
    });
    expect(decrypted.Plaintext).toEqual(Plaintext);
  });

  it('changes the encryption context, also under one key', async () => {
    const KeyId = await createKey(kms);
    const before = { EncryptionContext: { stage: 'before' } };
    const after = { EncryptionContext: { stage: 'after' } };
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext, ...before });
    const output = await kms.call('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: before.EncryptionContext,
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: after.EncryptionContext,
    });
    expect(output.SourceKeyId).toBe(output.KeyId);
    await expect(kms.call('Decrypt', { CiphertextBlob: output.CiphertextBlob, ...after })).resolves.toMatchObject({
      Plaintext,
    });
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob: output.CiphertextBlob, ...before }))).toEqual({
      name: 'InvalidCiphertextException',
      message: undefined,
    });
  });

  it('refuses what Decrypt and Encrypt refuse', async () => {
    const [source, other, rsa] = [await createKey(kms), await createKey(kms), await createKey(kms, 'RSA_2048')];
    const signing = await createKey(kms, 'RSA_2048', 'SIGN_VERIFY');
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: source, Plaintext });
    const long = await kms.call('Encrypt', { KeyId: source, Plaintext: bytes(500) });
    const reEncrypt = (input: object) =>
      refusal(kms.call('ReEncrypt', { CiphertextBlob, DestinationKeyId: other, ...input }));
    const invalidCiphertext = { name: 'InvalidCiphertextException', message: undefined };
    expect(await reEncrypt({ CiphertextBlob: bytes(184) })).toEqual(invalidCiphertext);
    expect(await reEncrypt({ SourceEncryptionContext: { a: 'b' } })).toEqual(invalidCiphertext);
    expect(await reEncrypt({ SourceKeyId: other })).toEqual({
      name: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    });
    expect(await reEncrypt({ SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })).toEqual({
      name: 'ValidationException',
      message: 'KeyId must not be null',
    });
    expect(await reEncrypt({ DestinationKeyId: signing })).toEqual({
      name: 'InvalidKeyUsageException',
      message: `${signing} key usage is SIGN_VERIFY which is not valid for ReEncryptTo.`,
    });
    expect(await reEncrypt({ DestinationKeyId: rsa })).toEqual({
      name: 'InvalidKeyUsageException',
      message: 'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    });
    const toRsa = { DestinationKeyId: rsa, DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };
    expect(await reEncrypt({ ...toRsa, CiphertextBlob: long.CiphertextBlob })).toEqual({
      name: 'ValidationException',
      message: 'Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190 bytes.',
    });
    expect(await reEncrypt({ ...toRsa, DestinationEncryptionContext: { a: 'b' } })).toEqual({
      name: 'ValidationException',
      message: 'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
    });
  });
});
