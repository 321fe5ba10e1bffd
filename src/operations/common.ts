import type { OperationName } from '../model/operation.js';
import type { Operation } from '../pipeline/operation.js';
import { CreateAlias } from './aliases/create-alias.js';
import { ListAliases } from './aliases/list-aliases.js';
import { Decrypt } from './cryptographic/decrypt.js';
import { Encrypt } from './cryptographic/encrypt.js';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext } from './cryptographic/generate-data-key.js';
import { GenerateMac } from './cryptographic/generate-mac.js';
import { GenerateRandom } from './cryptographic/generate-random.js';
import { GetPublicKey } from './cryptographic/get-public-key.js';
import { Sign } from './cryptographic/sign.js';
import { Verify } from './cryptographic/verify.js';
import { VerifyMac } from './cryptographic/verify-mac.js';
import { CreateKey } from './keys/create-key.js';
import { DescribeKey } from './keys/describe-key.js';
import { ListKeys } from './keys/list-keys.js';
import type { RareOperationName } from './rare-names.js';

/** What nearly every program calls, there at once. A name that is neither here nor rare does not compile. */
export const COMMON_OPERATIONS: { readonly [N in Exclude<OperationName, RareOperationName>]: Operation<N> } = {
  CreateAlias,
  CreateKey,
  Decrypt,
  DescribeKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateMac,
  GenerateRandom,
  GetPublicKey,
  ListAliases,
  ListKeys,
  Sign,
  Verify,
  VerifyMac,
};
