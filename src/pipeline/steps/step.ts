import type { Call, KeyIdRule, KeyUse, Operation, Result } from '../../contract/operation.js';
import type { OperationName } from '../../model/operation.js';
import type { Shape } from '../../model/shapes.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Validator } from '../validation/validate.js';

/** A key use whose input the steps need not know. */
export interface AnyKeyUse extends Omit<KeyUse<object>, 'member' | 'find' | 'otherAccounts' | 'fits'> {
  readonly member: string;
  readonly find?: (call: Call, rule: KeyIdRule) => MaybePromise<KeyRecord | undefined>;
  readonly otherAccounts?: (call: Call, key: KeyRecord) => MaybePromise<boolean>;
  readonly fits?: (call: Call, key: KeyRecord) => void;
}

/** An operation whose input and output the steps need not know. */
export interface AnyOperation extends Pick<Operation, 'permission' | 'dryRun' | 'tracksLastUsage'> {
  readonly name: OperationName;
  readonly input: { readonly [member: string]: Shape };
  readonly keys: readonly AnyKeyUse[];
  readonly members?: (call: Call) => void;
  readonly handler: (call: Call) => MaybePromise<Result<object>>;
}

/** An operation with its validator compiled. */
export interface CompiledOperation {
  readonly operation: AnyOperation;
  readonly validate: Validator;
}

/** A call while the steps fill it in. */
export type Progress = {
  -readonly [M in keyof Call]: Call[M];
} & {
  keys: KeyRecord[];
  /** Whether the watchers know the keys: they are told once, also where the call starts over. */
  keysTold: boolean;
  /** The version of the state in which the search for the keys began. */
  foundIn: number | undefined;
  result: Result<object> | undefined;
  /** False until the changes are in the tables; a call whose records changed meanwhile starts over. */
  applied: boolean;
};

export type Step = (compiled: CompiledOperation, call: Progress) => MaybePromise<void>;

/** The action of IAM that a use of a key is. */
export function actionOf({ permission }: AnyKeyUse): string {
  return `kms:${permission}`;
}
