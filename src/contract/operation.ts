import type { KeyLastUsageTrackingOperation, KeyUsageType, OriginType } from '@aws-sdk/client-kms';
import type { KeyStateRow } from '../model/key-states.js';
import type { OperationInput, OperationName, OperationOutput } from '../model/operation-types.js';
import type { Shape } from '../model/shapes.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { Call, Found, FoundKeys, InputOf } from './call.js';

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
export interface KeyUse<Input, Member extends string = keyof Input & string>
  extends Omit<KeyIdRule, 'member' | 'permission'> {
  readonly member: Member;
  /** Default: the name of the operation. */
  readonly permission?: string;
  /** For keys that more than `member` tells. */
  find?(call: Call<Input>, rule: KeyIdRule): MaybePromise<Found>;
  /** Whether a grant can allow it; the grant operation is called as the permission. */
  readonly grantable: boolean;
  readonly crossAccount: boolean;
  /**
   * Whose word counts. Default: `policies`, all of them and grants on the key. `grant`: the grant that the call names, and
   * IAM; a key policy can only deny. `nobody`: the key only narrows what is listed.
   */
  readonly decidedBy?: 'policies' | 'grant' | 'nobody';
  readonly origins?: readonly OriginType[];
  readonly keyUsage?: KeyUsageType;
  readonly states: KeyStateRow;
  /** Algorithm and key spec; throws AWS's error where the key is not one for this operation. */
  checkKey?(call: Call<Input>, key: KeyRecord): void;
}

/** What a caller needs a permission for, beside the keys. */
export interface ResourceUse<Input> {
  /**
   * - `*`: all of the account; only policies of IAM decide about it.
   * - `alias`: the alias of the member AliasName; only policies of IAM decide about it.
   * - `new key`: the key that the call is to make.
   */
  readonly resource: '*' | 'alias' | 'new key';
  /** Default: the name of the operation. */
  readonly permission?: string;
  /** Of an operation that only sometimes needs it. */
  when?(input: Input): boolean;
  /** Where it is not the Region of the call. */
  region?(input: Input): string;
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

/** What an operation is to the pipeline, which need not know its input and output. */
interface Declaration<Input, Member extends string, Output, Keys extends FoundKeys> {
  /** One use for each key, in the order in which `Call.keys` has them. */
  readonly keys: { readonly [At in keyof Keys]-?: KeyUse<Input, Member> };
  /** Every operation asks for a permission on one of these, or on a key. */
  readonly resources?: readonly ResourceUse<Input>[];
  /** Rules between members that AWS checks once the key is known, before its usage and state. */
  checkMembers?(call: Call<Input, Keys>): void;
  handler(call: Call<Input, Keys>): MaybePromise<Result<Output>>;
}

/**
 * One operation: a declaration and a handler. Its name is that of the table of operations that it is in; it is the IAM
 * action too, unless a key use says another.
 *
 * `Keys`: the records that the handler gets, as a tuple; one is optional where the call need not name a key.
 */
export interface Operation<N extends OperationName, Keys extends FoundKeys = readonly []>
  extends Declaration<InputOf<N>, keyof InputOf<N> & string, OperationOutput<N>, Keys> {
  /** Every input member that AWS has; those that it requires are `required`. */
  readonly input: InputShapes<OperationInput<N>>;
  /** Set where success is what GetKeyLastUsage tells of the keys. */
  readonly tracksLastUsage?: N extends KeyLastUsageTrackingOperation ? true : never;
}

type InputShapes<Input> = {
  readonly [M in keyof Required<Input>]: Partial<Pick<Input, M>> extends Pick<Input, M>
    ? Shape
    : Shape & { readonly required: true };
};

/** Any operation, as the pipeline sees it. */
export interface AnyOperation extends Declaration<AnyInput, string, object, FoundKeys> {
  readonly input: { readonly [member: string]: Shape };
  readonly tracksLastUsage?: boolean;
}

export type AnyInput = Readonly<Record<string, unknown>>;
