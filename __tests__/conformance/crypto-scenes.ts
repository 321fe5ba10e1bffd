import type { OperationName } from '../../src/model/operation-types.js';
import { ACCOUNT, type TestKms } from '../support/engine.js';
import { bytes } from '../support/keys.js';
import type { Fact } from './fact.js';
import { type Fail, newKey, refusedOn } from './key-scenes.js';

export const INVALID_CIPHERTEXT: Fail = { name: 'InvalidCiphertextException', message: undefined };
export const INCORRECT_KEY: Fail = {
  name: 'IncorrectKeyException',
  message: 'The key ID in the request does not identify a CMK that can perform this operation.',
};
export const DRY_RUN: Fail = {
  name: 'DryRunOperationException',
  message: 'The request would have succeeded, but the DryRun option is set.',
};
export const PENDING_IMPORT: Fail = { name: 'KMSInvalidStateException', message: '<arn> is pending import.' };

export const RSA_ENCRYPTION = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' };
export const RSA_SIGNING = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
export const P256_SIGNING = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
export const P256_AGREEMENT = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' };
export const HMAC_256 = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
export const ML_KEM_512 = { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' };
export const ED25519 = { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' };
export const ML_DSA_44 = { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' };
export const SYMMETRIC = {};

export const ECDSA = { SigningAlgorithm: 'ECDSA_SHA_256', Message: bytes(32) };
export const PSS = { ...ECDSA, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };

export const PLAINTEXT = bytes(32);

export function unusable(keyUsage: string, word: string): Fail {
  return {
    name: 'InvalidKeyUsageException',
    message: `<arn> key usage is ${keyUsage} which is not valid for ${word}.`,
  };
}

export function incompatible(algorithm: string, keySpec: string): Fail {
  return {
    name: 'InvalidKeyUsageException',
    message: `Algorithm ${algorithm} is incompatible with key spec ${keySpec}.`,
  };
}

/** A symmetric encryption key with something encrypted under it. */
export async function encrypted(kms: TestKms, EncryptionContext?: Record<string, string>) {
  const key = await newKey(kms);
  const input = { KeyId: key.Arn, Plaintext: PLAINTEXT, EncryptionContext };
  return { key, CiphertextBlob: (await kms.call('Encrypt', input)).CiphertextBlob };
}

/** What Decrypt answers to a ciphertext that was changed, or to a request that asks for something else. */
export function decrypting(
  change: (
    scene: { key: { KeyId: string; Arn: string }; CiphertextBlob: Uint8Array },
    kms: TestKms,
  ) => object | Promise<object>,
  operation: OperationName = 'Decrypt',
): Fact['run'] {
  return async (kms) => {
    const scene = await encrypted(kms);
    const input = { CiphertextBlob: scene.CiphertextBlob, ...(await change(scene, kms)) };
    const call = kms.call(operation, input);
    return call.catch(() => refusedOn(scene.key, call));
  };
}

export function keyArn(keyId: string): string {
  return `arn:aws:kms:us-east-1:${ACCOUNT}:key/${keyId}`;
}
