import { Decapsulate } from './cryptographic/decapsulate.js';
import { DeriveSharedSecret } from './cryptographic/derive-shared-secret.js';
import { Encapsulate } from './cryptographic/encapsulate.js';
import { GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext } from './cryptographic/generate-data-key-pair.js';
import { ReEncrypt } from './cryptographic/re-encrypt.js';
import type { OperationsOf } from './groups.js';

/** Secrets that pass from one key, or one party, to another. */
export const EXCHANGE: OperationsOf<'exchange'> = {
  Decapsulate,
  DeriveSharedSecret,
  Encapsulate,
  GenerateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext,
  ReEncrypt,
};
