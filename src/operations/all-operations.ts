import type { Operation } from '../contract/operation.js';
import type { OperationName } from '../model/operation.js';
import { COMMON_OPERATIONS } from './common.js';
import { RARE_OPERATIONS } from './rare.js';
import { SIGNATURE_OPERATIONS } from './signatures.js';

/** All operations of AWS KMS, by name. For tests and docs: the engine loads most of them when they are called. */
export const OPERATIONS: { readonly [N in OperationName]: Operation<N> } = {
  ...COMMON_OPERATIONS,
  ...SIGNATURE_OPERATIONS,
  ...RARE_OPERATIONS,
};
