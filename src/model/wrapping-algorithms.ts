import type { AlgorithmSpec, EncryptionAlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { ENCRYPTION_ALGORITHMS } from './encryption-algorithms.js';
import { isOffered, type KeyFamily, type KeySpecName, keySpec } from './key-specs.js';

/** How EncryptedKeyMaterial is made, and of what. */
export interface WrappingAlgorithmRow {
  /** Encrypts the key material itself or, in a hybrid, the AES key in front of it. */
  readonly encryption: EncryptionAlgorithmSpec;
  /** An encrypted AES-256 key, then the key material under it by AES-KWP (RFC 5649). */
  readonly hybrid: boolean;
  readonly wrappingKeyFamily: KeyFamily;
  /** The key material that it may wrap. */
  readonly families: readonly KeyFamily[];
  readonly inChina: boolean;
}

function oaep(encryption: EncryptionAlgorithmSpec): WrappingAlgorithmRow {
  return {
    encryption,
    hybrid: false,
    wrappingKeyFamily: 'rsa',
    families: ['aes', 'hmac', 'ec', 'ed25519', 'sm2'],
    inChina: true,
  };
}

function hybrid(encryption: EncryptionAlgorithmSpec): WrappingAlgorithmRow {
  return {
    encryption,
    hybrid: true,
    wrappingKeyFamily: 'rsa',
    families: ['rsa', 'ec', 'ed25519'],
    inChina: false,
  };
}

/**
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html#select-wrapping-algorithm
 * Undefined: AWS KMS does not support it since October 10, 2023.
 */
export const WRAPPING_ALGORITHMS: { readonly [A in AlgorithmSpec]: WrappingAlgorithmRow | undefined } = {
  RSAES_PKCS1_V1_5: undefined,
  RSAES_OAEP_SHA_1: oaep('RSAES_OAEP_SHA_1'),
  RSAES_OAEP_SHA_256: oaep('RSAES_OAEP_SHA_256'),
  RSA_AES_KEY_WRAP_SHA_1: hybrid('RSAES_OAEP_SHA_1'),
  RSA_AES_KEY_WRAP_SHA_256: hybrid('RSAES_OAEP_SHA_256'),
  SM2PKE: {
    encryption: 'SM2PKE',
    hybrid: false,
    wrappingKeyFamily: 'sm2',
    families: ['rsa', 'ec', 'ed25519', 'sm2'],
    inChina: true,
  },
};

/** Whether key material of a spec can be wrapped so, in a Region of that partition. */
export function canWrap(
  algorithm: AlgorithmSpec,
  wrappingKeySpec: WrappingKeySpec,
  material: KeySpecName,
  partition: string,
): boolean {
  const row = WRAPPING_ALGORITHMS[algorithm];
  if (row === undefined || (!row.inChina && partition === 'aws-cn')) return false;
  if (row.wrappingKeyFamily !== keySpec(wrappingKeySpec).family || !isOffered(wrappingKeySpec, partition)) return false;
  return row.families.includes(keySpec(material).family) && fits(row, wrappingKeySpec, material);
}

/** The file of a curve's private key: scalar, point and at most 43 bytes around them. P-521 is too long for RSA_2048. */
function fits(row: WrappingAlgorithmRow, wrappingKeySpec: WrappingKeySpec, material: KeySpecName): boolean {
  const { order, secretBytes } = keySpec(material);
  if (row.hybrid || order === undefined) return true;
  return 3 * secretBytes + 43 <= ENCRYPTION_ALGORITHMS[row.encryption].maxPlaintextBytes(keySpec(wrappingKeySpec));
}
