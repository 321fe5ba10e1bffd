import { namesOfSpecs } from './key-specs.js';

// Value orders are those that the live service prints in a ValidationException, not those of the API model.

const KEY_SPECS = namesOfSpecs('rsa', 'ec', 'ed25519', 'aes', 'hmac', 'sm2', 'ml-dsa', 'ml-kem');

/** Values of members that operations have which are there at once; those of the others are in lazy-enums.ts. */
export const ENUMS = {
  KeySpec: KEY_SPECS,
  // Frozen by AWS: newer key specs are not members of it.
  CustomerMasterKeySpec: namesOfSpecs('rsa', 'ec', 'aes', 'hmac', 'sm2'),
  KeyUsage: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE'],
  Origin: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'],
  // The service prints the key specs for a data key, and takes two values that it does not print.
  PrintedDataKeySpec: KEY_SPECS,
  DataKeySpec: ['AES_256', 'AES_128'],
  EncryptionAlgorithm: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE', 'SYMMETRIC_DEFAULT'],
  MacAlgorithm: ['HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512'],
  EncapsulationAlgorithm: ['ML_KEM'],
  KeyEncryptionAlgorithm: ['RSAES_OAEP_SHA_256'],
  DryRunModifier: ['IGNORE_CIPHERTEXT'],
} as const satisfies Record<string, readonly string[]>;
