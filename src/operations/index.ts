import type { OperationName } from '../model/operation.js';
import type { Operation } from '../pipeline/operation.js';
import { CreateAlias } from './aliases/create-alias.js';
import { DeleteAlias } from './aliases/delete-alias.js';
import { ListAliases } from './aliases/list-aliases.js';
import { UpdateAlias } from './aliases/update-alias.js';
import { Decrypt } from './cryptographic/decrypt.js';
import { Encrypt } from './cryptographic/encrypt.js';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext } from './cryptographic/generate-data-key.js';
import { GenerateRandom } from './cryptographic/generate-random.js';
import { ReEncrypt } from './cryptographic/re-encrypt.js';
import { CancelKeyDeletion } from './keys/cancel-key-deletion.js';
import { CreateKey } from './keys/create-key.js';
import { DescribeKey } from './keys/describe-key.js';
import { DisableKey, EnableKey } from './keys/enable-key.js';
import { ListKeys } from './keys/list-keys.js';
import { ScheduleKeyDeletion } from './keys/schedule-key-deletion.js';
import { UpdateKeyDescription } from './keys/update-key-description.js';
import { GetKeyPolicy } from './policies/get-key-policy.js';
import { ListKeyPolicies } from './policies/list-key-policies.js';
import { PutKeyPolicy } from './policies/put-key-policy.js';
import { ListResourceTags } from './tags/list-resource-tags.js';
import { TagResource } from './tags/tag-resource.js';
import { UntagResource } from './tags/untag-resource.js';

/** All operations, by the name that AWS gives them. */
export const OPERATIONS: { readonly [N in OperationName]?: Operation<N> } = {
  CancelKeyDeletion,
  CreateAlias,
  CreateKey,
  Decrypt,
  DeleteAlias,
  DescribeKey,
  DisableKey,
  EnableKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateRandom,
  GetKeyPolicy,
  ListAliases,
  ListKeyPolicies,
  ListKeys,
  ListResourceTags,
  PutKeyPolicy,
  ReEncrypt,
  ScheduleKeyDeletion,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateKeyDescription,
};
