import type { SymmetricCiphertext } from '../crypto/encryption.js';
import type { Caller } from '../model/caller.js';
import type { OperationInput, OperationName } from '../model/operation-types.js';
import type { GrantRecord } from '../state/records/grant.js';
import type { KeyRecord } from '../state/records/key.js';
import type { CallInfo } from './hooks.js';
import type { Validated } from './validated.js';
import type { World } from './world.js';

/** Records of keys, in the order of the declaration; undefined where the call need not name one. */
export type FoundKeys = readonly (KeyRecord | undefined)[];

/** One call on its way through the pipeline. */
export interface Call<Input = object, Keys extends FoundKeys = FoundKeys> {
  readonly world: World;
  readonly info: CallInfo;
  readonly caller: Caller;
  /** Milliseconds since the epoch; one reading for the whole call. */
  readonly now: number;
  /** The epoch of the state in which the call came: another one begins when the world is reset or restored. */
  readonly epoch: number;
  /** Validated, copied, in AWS's types. */
  readonly input: Input;
  /** The keys that were found, in the order of the declaration. */
  readonly keys: Keys;
  /** What the `find` of a key use answered; undefined where none has one. */
  readonly found: Found | undefined;
}

/** The input of an operation as its handler gets it. */
export type InputOf<N extends OperationName> = Validated<OperationInput<N>>;

/** A call of an operation, for what its handler is made of. */
export type CallOf<N extends OperationName, Keys extends FoundKeys = FoundKeys> = Call<InputOf<N>, Keys>;

/** What `KeyUse.find` came upon, so that nobody has to look a second time. */
export interface Found {
  /** Undefined where the call names no key. */
  readonly key: KeyRecord | undefined;
  /** The ciphertext that named the key, taken apart. */
  readonly ciphertext?: SymmetricCiphertext;
  /** The grant that named the key. */
  readonly grant?: GrantRecord;
}
