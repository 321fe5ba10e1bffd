import type { Operation } from '../contract/operation.js';
import type { OperationName } from '../model/operation.js';
import { CreateAlias } from './aliases/create-alias.js';
import { Decrypt } from './cryptographic/decrypt.js';
import { Encrypt } from './cryptographic/encrypt.js';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext } from './cryptographic/generate-data-key.js';
import { GenerateRandom } from './cryptographic/generate-random.js';
import { CreateKey } from './keys/create-key.js';
import { DescribeKey } from './keys/describe-key.js';
import type { RareOperationName, SignatureOperationName } from './lazy-names.js';

type CommonOperationName = Exclude<OperationName, SignatureOperationName | RareOperationName>;

/** What nearly every program calls, there at once. A name that is neither here nor among the lazy ones does not compile. */
export const COMMON_OPERATIONS: { readonly [N in CommonOperationName]: Operation<N> } = {
  CreateAlias,
  CreateKey,
  Decrypt,
  DescribeKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateRandom,
};
