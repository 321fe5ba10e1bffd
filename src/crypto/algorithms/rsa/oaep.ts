import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { keySpec } from '../../../model/key-specs.js';
import { CryptoError, type HashName, type KeyMaterial } from '../../../ports/crypto-backend.js';

/** The hash of OAEP and of its MGF1; the label is empty. */
export function oaepHash(algorithm: EncryptionAlgorithmSpec): HashName {
  return algorithm === 'RSAES_OAEP_SHA_1' ? 'SHA-1' : 'SHA-256';
}

/** RFC 8017 §7.1.2 step 1: OpenSSL would take a shorter ciphertext. */
export function checkCiphertextLength({ spec }: KeyMaterial, ciphertext: Uint8Array): void {
  if (ciphertext.length * 8 !== keySpec(spec).modulusBits) throw new CryptoError('ciphertext of another length');
}
