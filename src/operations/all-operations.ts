import type { FoundKeys } from '../contract/call.js';
import type { Operation } from '../contract/operation.js';
import type { OperationName } from '../model/operation-types.js';
import { ADMINISTRATION } from './administration.js';
import { CREATION } from './creation.js';
import { EVERYDAY } from './everyday.js';
import { EXCHANGE } from './exchange.js';
import { SIGNATURES } from './signatures.js';

/** All operations of AWS KMS, by name. For tests and docs: the engine loads most of them when they are called. */
export const OPERATIONS: { readonly [N in OperationName]: Operation<N, FoundKeys> } = {
  ...EVERYDAY,
  ...CREATION,
  ...SIGNATURES,
  ...EXCHANGE,
  ...ADMINISTRATION,
};
