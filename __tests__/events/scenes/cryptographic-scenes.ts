import { generateKeyPairSync } from 'node:crypto';
import type { OperationName } from '../../../src/model/operation-types.js';
import type { ToldKms } from '../../support/events.js';
import { CONTEXT, newKey, reading, type Scene, type Scenes, SECRET } from './scene.js';

const hmac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
const signer = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
const kem = { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' };
const EncapsulationAlgorithm = 'ML_KEM';

export const CRYPTOGRAPHIC_SCENES: Scenes = {
  async Decapsulate(kms) {
    const { KeyId, Arn } = await newKey(kms, kem);
    const { SharedSecretCiphertextBlob } = await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm });
    kms.news();
    await kms.call('Decapsulate', {
      KeyId,
      SharedSecretCiphertextBlob,
      EncapsulationAlgorithm,
    });
    return { requestParameters: { keyId: KeyId, encapsulationAlgorithm: EncapsulationAlgorithm }, resources: [Arn] };
  },
  async Decrypt(kms) {
    const { KeyId, Arn, material } = await newKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: SECRET, EncryptionContext: CONTEXT });
    kms.news();
    await kms.call('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    return {
      requestParameters: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT', encryptionContext: CONTEXT },
      additionalEventData: { keyMaterialId: material },
      resources: [Arn],
    };
  },
  async DeriveSharedSecret(kms) {
    const { KeyId, Arn } = await newKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const PublicKey = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    kms.news();
    await kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey });
    return { requestParameters: { keyId: KeyId, keyAgreementAlgorithm: 'ECDH' }, resources: [Arn] };
  },
  async Encapsulate(kms) {
    const { KeyId, Arn } = await newKey(kms, kem);
    kms.news();
    await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm });
    return { requestParameters: { keyId: KeyId, encapsulationAlgorithm: EncapsulationAlgorithm }, resources: [Arn] };
  },
  async Encrypt(kms) {
    const { Arn, material } = await newKey(kms);
    kms.news();
    await kms.call('Encrypt', { KeyId: Arn, Plaintext: SECRET, EncryptionContext: { Department: 'Engineering' } });
    return {
      requestParameters: {
        encryptionContext: { Department: 'Engineering' },
        keyId: Arn,
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      },
      additionalEventData: { keyMaterialId: material },
      resources: [Arn],
    };
  },
  GenerateDataKey: dataKey('GenerateDataKey', { KeySpec: 'AES_256' }, { keySpec: 'AES_256' }),
  GenerateDataKeyPair: dataKey(
    'GenerateDataKeyPair',
    { KeyPairSpec: 'ECC_NIST_P256' },
    { keyPairSpec: 'ECC_NIST_P256' },
  ),
  GenerateDataKeyPairWithoutPlaintext: dataKey(
    'GenerateDataKeyPairWithoutPlaintext',
    { KeyPairSpec: 'ECC_NIST_P256' },
    { keyPairSpec: 'ECC_NIST_P256' },
  ),
  GenerateDataKeyWithoutPlaintext: dataKey(
    'GenerateDataKeyWithoutPlaintext',
    { NumberOfBytes: 64 },
    { numberOfBytes: 64 },
  ),
  GenerateMac: reading(
    'GenerateMac',
    { Message: SECRET, MacAlgorithm: 'HMAC_SHA_256' },
    { macAlgorithm: 'HMAC_SHA_256' },
    hmac,
  ),
  async GenerateRandom(kms) {
    await kms.call('GenerateRandom', { NumberOfBytes: 32 });
    return { requestParameters: null, resources: [] };
  },
  async ReEncrypt(kms) {
    const [source, destination] = [await newKey(kms), await newKey(kms)];
    const { CiphertextBlob } = await kms.call('Encrypt', {
      KeyId: source.KeyId,
      Plaintext: SECRET,
      EncryptionContext: CONTEXT,
    });
    kms.news();
    await kms.call('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: CONTEXT,
      DestinationKeyId: destination.KeyId,
      DestinationEncryptionContext: { Level: '3A' },
    });
    return {
      requestParameters: {
        sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        sourceEncryptionContext: CONTEXT,
        destinationKeyId: destination.KeyId,
        destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        destinationEncryptionContext: { Level: '3A' },
      },
      additionalEventData: { destinationKeyMaterialId: destination.material, sourceKeyMaterialId: source.material },
      resources: [source.Arn, destination.Arn],
    };
  },
  Sign: reading(
    'Sign',
    { Message: SECRET, SigningAlgorithm: 'ECDSA_SHA_256' },
    { messageType: 'RAW', signingAlgorithm: 'ECDSA_SHA_256' },
    signer,
  ),
  async Verify(kms) {
    const { KeyId, Arn } = await newKey(kms, signer);
    const { Signature } = await kms.call('Sign', { KeyId, Message: SECRET, SigningAlgorithm: 'ECDSA_SHA_256' });
    kms.news();
    await kms.call('Verify', { KeyId, Message: SECRET, Signature, SigningAlgorithm: 'ECDSA_SHA_256' });
    return {
      requestParameters: { signingAlgorithm: 'ECDSA_SHA_256', keyId: KeyId, messageType: 'RAW' },
      resources: [Arn],
    };
  },
  async VerifyMac(kms) {
    const { KeyId, Arn } = await newKey(kms, hmac);
    const { Mac } = await kms.call('GenerateMac', { KeyId, Message: SECRET, MacAlgorithm: 'HMAC_SHA_256' });
    kms.news();
    await kms.call('VerifyMac', { KeyId, Message: SECRET, Mac, MacAlgorithm: 'HMAC_SHA_256' });
    return { requestParameters: { macAlgorithm: 'HMAC_SHA_256', keyId: KeyId }, resources: [Arn] };
  },
};

function dataKey(operation: OperationName, input: object, shown: Record<string, unknown>): Scene {
  return async (kms: ToldKms) => {
    const { KeyId, Arn, material } = await newKey(kms);
    kms.news();
    await kms.call(operation, { KeyId, ...input, EncryptionContext: CONTEXT } as never);
    return {
      requestParameters: { keyId: KeyId, ...shown, encryptionContext: CONTEXT },
      additionalEventData: { keyMaterialId: material },
      resources: [Arn],
    };
  };
}
