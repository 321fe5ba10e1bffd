import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { KeySpecRow } from './key-specs.js';
import { PLAINTEXT_MAX_BYTES } from './limits.js';

export interface EncryptionAlgorithmRow {
  /** A blob that names its key and binds an encryption context; the others are bare. */
  readonly symmetric: boolean;
  readonly maxPlaintextBytes: (spec: KeySpecRow) => number;
}

/** RFC 8017 §7.1.1: the modulus less two hashes and two bytes. */
function oaep(hashBytes: number): EncryptionAlgorithmRow {
  return { symmetric: false, maxPlaintextBytes: ({ modulusBits = 0 }) => modulusBits / 8 - 2 * hashBytes - 2 };
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export const ENCRYPTION_ALGORITHMS: { readonly [A in EncryptionAlgorithmSpec]: EncryptionAlgorithmRow } = {
  SYMMETRIC_DEFAULT: { symmetric: true, maxPlaintextBytes: () => PLAINTEXT_MAX_BYTES },
  RSAES_OAEP_SHA_1: oaep(20),
  RSAES_OAEP_SHA_256: oaep(32),
  SM2PKE: { symmetric: false, maxPlaintextBytes: () => 1024 },
};
