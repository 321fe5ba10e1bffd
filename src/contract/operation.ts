import type { GrantOperation, KeyUsageType, OriginType } from '@aws-sdk/client-kms';
import type { Caller } from '../model/caller.js';
import type { KeyStateRow } from '../model/key-states.js';
import type { OperationInput, OperationName, OperationOutput } from '../model/operation.js';
import type { Shape } from '../model/shapes.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { CallInfo } from './hooks.js';
import type { World } from './world.js';

/** One call on its way through the pipeline. */
export interface Call<Input = object> {
  readonly world: World;
  readonly info: CallInfo;
  readonly caller: Caller;
  /** Milliseconds since the epoch; one reading for the whole call. */
  readonly now: number;
  /** Validated, copied, in AWS's types. */
  readonly input: Input;
  /** The keys that `KeyUse.find` found, in the order of the declaration. */
  readonly keys: readonly KeyRecord[];
}

/** What a KeyId may be. */
export interface KeyIdRule {
  /** The member that names the key. */
  readonly member: string;
  /** Whether it may be an alias name or alias ARN, or only a key id or key ARN. */
  readonly aliases: boolean;
  /** IAM action without `kms:`; also the operation's word in an InvalidKeyUsageException. */
  readonly permission: string;
}

/** How an operation uses one key: what the pipeline checks before the handler runs. */
export interface KeyUse<Input> extends KeyIdRule {
  readonly member: keyof Input & string;
  /** For keys that more than `member` tells; undefined where the call names none. */
  readonly find?: (call: Call<Input>, rule: KeyIdRule) => MaybePromise<KeyRecord | undefined>;
  readonly grantOperation?: GrantOperation;
  readonly crossAccount: boolean;
  /** Who of other accounts may, where neither key policy nor grants on the key decide it. */
  readonly otherAccounts?: (call: Call<Input>, key: KeyRecord) => MaybePromise<boolean>;
  /** What the operation does to an AWS managed key: `write` is refused, whoever calls. */
  readonly access: 'read' | 'write' | 'use';
  readonly origins?: readonly OriginType[];
  readonly keyUsage?: KeyUsageType;
  readonly states: KeyStateRow;
  /** Algorithm and key spec; throws what does not fit. */
  readonly fits?: (call: Call<Input>, key: KeyRecord) => void;
}

/**
 * What a handler answers. Handlers never write: `changes` are applied when nothing can fail any more, and only where each
 * record that they start from is still the same; else the call starts over. So are the keys of the call looked at, always.
 * - A handler that answers at once is written at once: what it looked at cannot have changed.
 * - A handler that waits says what else it relies on: `expect` for a record; a function, which runs in the moment of
 *   writing and may still throw, for what other calls may add meanwhile (a quota, a name that is to be unique).
 */
export interface Result<Output> {
  readonly output: Output;
  readonly changes?: readonly Change[] | (() => readonly Change[]);
}

export interface Operation<N extends OperationName = OperationName> {
  readonly name: N;
  /** Every input member that AWS has. */
  readonly input: { readonly [M in keyof Required<OperationInput<N>>]: Shape };
  readonly keys: readonly KeyUse<OperationInput<N>>[];
  /** The IAM action without `kms:`, for operations that use no key. */
  readonly permission?: string;
  /** Rules between members that AWS checks once the key is known, before its usage and state. */
  readonly members?: (call: Call<OperationInput<N>>) => void;
  readonly dryRun: boolean;
  /** Success is what GetKeyLastUsage tells of the keys. */
  readonly tracksLastUsage: boolean;
  readonly handler: (call: Call<OperationInput<N>>) => MaybePromise<Result<OperationOutput<N>>>;
}

/** Types a declaration by its operation: a missing or misspelt member does not compile. */
export function defineOperation<N extends OperationName>(operation: Operation<N>): Operation<N> {
  return operation;
}
