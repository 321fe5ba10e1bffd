import type { GrantOperation, KeyUsageType } from '@aws-sdk/client-kms';
import type { KeyType } from './key-specs.js';

const FOR_EVERY_KEY: readonly GrantOperation[] = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

const BY_KEY_USAGE: { readonly [usage in KeyUsageType]: readonly GrantOperation[] } = {
  ENCRYPT_DECRYPT: ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo'],
  SIGN_VERIFY: ['Sign', 'Verify'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret'],
  ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate'],
};

const BY_KEY_TYPE: { readonly [type in KeyType]: readonly GrantOperation[] } = {
  symmetric: [
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
  ],
  asymmetric: ['GetPublicKey'],
  hmac: [],
};

/**
 * What a grant on a key of that type and key usage can allow.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
 */
export function grantOperations(type: KeyType, keyUsage: KeyUsageType): readonly GrantOperation[] {
  return [...FOR_EVERY_KEY, ...BY_KEY_USAGE[keyUsage], ...BY_KEY_TYPE[type]];
}
