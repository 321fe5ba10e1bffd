import type { MaybePromise } from '../../ports/crypto-backend.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Call, Operation, Result } from '../operation.js';
import type { Validator } from '../validation/validate.js';

/** An operation with its validator compiled. */
export interface CompiledOperation {
  readonly operation: Operation<never>;
  readonly validate: Validator;
}

/** A call while the steps fill it in. */
export type Progress = {
  -readonly [M in keyof Call]: Call[M];
} & {
  keys: KeyRecord[];
  result: Result<object> | undefined;
  /** False until the changes are in the tables; a call whose records changed meanwhile starts over. */
  applied: boolean;
};

export type Step = (compiled: CompiledOperation, call: Progress) => MaybePromise<void>;
