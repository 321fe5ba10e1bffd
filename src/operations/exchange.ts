import { Decapsulate } from './cryptographic/decapsulate.js';
import { DeriveSharedSecret } from './cryptographic/derive-shared-secret.js';
import { Encapsulate } from './cryptographic/encapsulate.js';
import { GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext } from './cryptographic/generate-data-key-pair.js';
import { GenerateRandom } from './cryptographic/generate-random.js';
import { ReEncrypt } from './cryptographic/re-encrypt.js';
import type { OperationsOf } from './groups.js';

/** Secrets that pass from one key, or one party, to another, and randomness. */
export const EXCHANGE: OperationsOf<'exchange'> = {
  Decapsulate,
  DeriveSharedSecret,
  Encapsulate,
  GenerateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext,
  GenerateRandom,
  ReEncrypt,
};
