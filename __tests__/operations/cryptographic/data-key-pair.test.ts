import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ml_kem512, ml_kem768, ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { toHex } from '../../../src/bytes/hex.js';
import { refusal, testKms } from '../../support/engine.js';
import { CHINA, createKey } from '../../support/keys.js';

/** Key pair spec, bytes of the private key (0: they differ from key to key) and of the public key. */
const SPECS = [
  ['RSA_2048', 0, 294],
  ['RSA_3072', 0, 422],
  ['RSA_4096', 0, 550],
  ['ECC_NIST_P256', 138, 91],
  ['ECC_NIST_P384', 185, 120],
  ['ECC_NIST_P521', 241, 158],
  ['ECC_SECG_P256K1', 135, 88],
  ['ECC_NIST_EDWARDS25519', 48, 44],
  ['ML_KEM_512', 86, 822],
  ['ML_KEM_768', 86, 1206],
  ['ML_KEM_1024', 86, 1590],
] as const;

const SCHEMES = { ML_KEM_512: ml_kem512, ML_KEM_768: ml_kem768, ML_KEM_1024: ml_kem1024 };

/** The SubjectPublicKeyInfo that an independent implementation finds for the private key. */
function publicKeyOf(spec: string, pkcs8: Uint8Array, spki: Uint8Array): Uint8Array {
  const scheme = SCHEMES[spec as keyof typeof SCHEMES];
  if (scheme !== undefined) {
    const { publicKey } = scheme.keygen(pkcs8.slice(-64));
    return new Uint8Array([...spki.subarray(0, 22), ...publicKey]);
  }
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return new Uint8Array(createPublicKey(privateKey as never).export({ format: 'der', type: 'spki' }));
}

describe('GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext', () => {
  const kms = testKms();
  let KeyId: string;
  beforeAll(async () => {
    KeyId = await createKey(kms);
  });

  it.each(SPECS)(
    '%s: PKCS#8 and SubjectPublicKeyInfo that belong together',
    async (KeyPairSpec, privateBytes, publicBytes) => {
      const EncryptionContext = { purpose: 'pair' };
      const output = await kms.call('GenerateDataKeyPair', { KeyId, KeyPairSpec, EncryptionContext });
      expect(output).toEqual({
        PrivateKeyCiphertextBlob: expect.any(Uint8Array),
        PrivateKeyPlaintext: expect.any(Uint8Array),
        PublicKey: expect.any(Uint8Array),
        KeyId,
        KeyPairSpec,
        KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const { PrivateKeyPlaintext, PublicKey, PrivateKeyCiphertextBlob: CiphertextBlob } = output;
      if (privateBytes > 0) expect(PrivateKeyPlaintext).toHaveLength(privateBytes);
      expect(PublicKey).toHaveLength(publicBytes);
      expect(toHex(publicKeyOf(KeyPairSpec, PrivateKeyPlaintext, PublicKey))).toBe(toHex(PublicKey));
      const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob, EncryptionContext });
      expect(toHex(Plaintext)).toBe(toHex(PrivateKeyPlaintext));
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toMatchObject({
        name: 'InvalidCiphertextException',
      });
    },
    60_000,
  );

  it.each(SPECS.filter(([spec]) => !spec.startsWith('RSA')))('%s: without plaintext', async (KeyPairSpec) => {
    const output = await kms.call('GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec });
    expect(output).toEqual({
      PrivateKeyCiphertextBlob: expect.any(Uint8Array),
      PublicKey: expect.any(Uint8Array),
      KeyId,
      KeyPairSpec,
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob: output.PrivateKeyCiphertextBlob });
    expect(toHex(publicKeyOf(KeyPairSpec, Plaintext, output.PublicKey))).toBe(toHex(output.PublicKey));
  });

  it('makes another pair each time', async () => {
    const make = async () => (await kms.call('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' })).PublicKey;
    expect(toHex(await make())).not.toBe(toHex(await make()));
  });

  it('offers each key pair spec in the Regions that have it', async () => {
    const refused = (spec: string) => ({
      name: 'UnsupportedOperationException',
      message: `KeySpec ${spec} is not supported in this Region`,
    });
    expect(await refusal(kms.call('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'SM2' }))).toEqual(refused('SM2'));
    const china = kms.as({ region: CHINA });
    const chinese = await createKey(china);
    const pair = await china.call('GenerateDataKeyPair', { KeyId: chinese, KeyPairSpec: 'SM2' });
    expect([pair.PrivateKeyPlaintext.length, pair.PublicKey.length]).toEqual([138, 91]);
    expect(await refusal(china.call('GenerateDataKeyPair', { KeyId: chinese, KeyPairSpec: 'ML_KEM_512' }))).toEqual(
      refused('ML_KEM_512'),
    );
  });

  it('refuses key pair specs that are none', async () => {
    const listed = SPECS.map(([spec]) => spec as string);
    listed.splice(listed.indexOf('ECC_SECG_P256K1') + 1, 0, 'SM2');
    for (const KeyPairSpec of ['SYMMETRIC_DEFAULT', 'HMAC_256', 'ML_DSA_44', 'RSA_1024']) {
      for (const operation of ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const) {
        expect(await refusal(kms.call(operation, { KeyId, KeyPairSpec }))).toEqual({
          name: 'ValidationException',
          message: `1 validation error detected: Value '${KeyPairSpec}' at 'keyPairSpec' failed to satisfy constraint: Member must satisfy enum value set: [${listed.join(', ')}]`,
        });
      }
    }
  });

  it('wants a symmetric encryption key', async () => {
    const rsa = await createKey(kms, 'RSA_2048');
    const hmac = await createKey(kms, 'HMAC_256', 'GENERATE_VERIFY_MAC');
    for (const operation of ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const) {
      expect(await refusal(kms.call(operation, { KeyId: rsa, KeyPairSpec: 'ECC_NIST_P256' }))).toEqual({
        name: 'InvalidKeyUsageException',
        message: 'You cannot generate a data key with an asymmetric CMK',
      });
      expect(await refusal(kms.call(operation, { KeyId: hmac, KeyPairSpec: 'ECC_NIST_P256' }))).toEqual({
        name: 'InvalidKeyUsageException',
        message: `${hmac} key usage is GENERATE_VERIFY_MAC which is not valid for ${operation}.`,
      });
    }
  });
});

describe('GenerateDataKey and GenerateDataKeyWithoutPlaintext', () => {
  const kms = testKms();
  const OPERATIONS = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const;
  const LENGTHS = [
    [{ KeySpec: 'AES_128' }, 16],
    [{ KeySpec: 'AES_256' }, 32],
    [{ NumberOfBytes: 1 }, 1],
    [{ NumberOfBytes: 64 }, 64],
    [{ NumberOfBytes: 1024 }, 1024],
  ] as const;

  it.each(LENGTHS)('%j: %d fresh bytes that Decrypt gives back', async (given, length) => {
    const KeyId = await createKey(kms);
    const [plain, without] = OPERATIONS;
    const output = await kms.call(plain, { KeyId, ...given });
    expect(output).toEqual({
      CiphertextBlob: expect.any(Uint8Array),
      Plaintext: expect.any(Uint8Array),
      KeyId,
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(output.Plaintext).toHaveLength(length);
    const decrypted = await kms.call('Decrypt', { CiphertextBlob: output.CiphertextBlob });
    expect(toHex(decrypted.Plaintext)).toBe(toHex(output.Plaintext));
    expect(decrypted.KeyMaterialId).toBe(output.KeyMaterialId);
    const hidden = await kms.call(without, { KeyId, ...given });
    expect(Object.keys(hidden).sort()).toEqual(['CiphertextBlob', 'KeyId', 'KeyMaterialId']);
    expect((await kms.call('Decrypt', { CiphertextBlob: hidden.CiphertextBlob })).Plaintext).toHaveLength(length);
  });

  it.each(OPERATIONS)(
    '%s: one of KeySpec and NumberOfBytes, asked for before key usage and key state',
    async (operation) => {
      const KeyId = await createKey(kms, 'RSA_2048', 'SIGN_VERIFY');
      await kms.call('DisableKey', { KeyId });
      for (const given of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 }]) {
        expect(await refusal(kms.call(operation, { KeyId, ...given }))).toEqual({
          name: 'ValidationException',
          message: 'Please specify either number of bytes or key spec.',
        });
      }
      expect(await refusal(kms.call(operation, { KeyId, KeySpec: 'AES_256' }))).toEqual({
        name: 'InvalidKeyUsageException',
        message: `${KeyId} key usage is SIGN_VERIFY which is not valid for ${operation}.`,
      });
    },
  );

  it.each(OPERATIONS)('%s: refuses asymmetric keys and values that are none', async (operation) => {
    const rsa = await createKey(kms, 'RSA_2048');
    expect(await refusal(kms.call(operation, { KeyId: rsa, KeySpec: 'AES_256' }))).toEqual({
      name: 'InvalidKeyUsageException',
      message: 'You cannot generate a data key with an asymmetric CMK',
    });
    for (const NumberOfBytes of [0, 1025]) {
      const bound = NumberOfBytes === 0 ? 'greater than or equal to 1' : 'less than or equal to 1024';
      expect(await refusal(kms.call(operation, { KeyId: rsa, NumberOfBytes }))).toEqual({
        name: 'ValidationException',
        message: `1 validation error detected: Value '${NumberOfBytes}' at 'numberOfBytes' failed to satisfy constraint: Member must have value ${bound}`,
      });
    }
    // The service prints the key specs for KMS keys, none of which it takes here.
    for (const KeySpec of ['AES-256', 'RSA_2048', 'SYMMETRIC_DEFAULT']) {
      const printed =
        'RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024';
      expect(await refusal(kms.call(operation, { KeyId: rsa, KeySpec }))).toEqual({
        name: 'ValidationException',
        message: `1 validation error detected: Value '${KeySpec}' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [${printed}]`,
      });
    }
  });
});
