import { Decrypt } from './cryptographic/decrypt.js';
import { Encrypt } from './cryptographic/encrypt.js';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext } from './cryptographic/generate-data-key.js';
import type { OperationsOf } from './groups.js';
import { DescribeKey } from './keys/describe-key.js';

/** What nearly every program calls, there at once. */
export const EVERYDAY: OperationsOf<'everyday'> = {
  Decrypt,
  DescribeKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
};
