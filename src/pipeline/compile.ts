import type { AnyInput, AnyOperation, KeyUse } from '../contract/operation.js';
import type { OperationName } from '../model/operation-types.js';
import { compileValidator, type Validator } from './validation/validate.js';

/** A use of a key, with the permission that it takes. */
export interface CompiledKeyUse extends KeyUse<AnyInput> {
  readonly permission: string;
}

/** An operation as the steps use it. */
export interface CompiledOperation extends AnyOperation {
  readonly name: OperationName;
  readonly keys: readonly CompiledKeyUse[];
  readonly validate: Validator;
}

/** Once per operation; `name` is its name in the table of operations. */
export function compileOperation(name: OperationName, operation: AnyOperation): CompiledOperation {
  return {
    ...operation,
    name,
    keys: operation.keys.map((use) => ({ ...use, permission: use.permission ?? name })),
    validate: compileValidator(operation.input),
  };
}
