import type { SealedTokens } from '../crypto/sealed-tokens.js';
import type { ResourceQuotas } from '../model/limits.js';
import type { Clock } from '../ports/clock.js';
import type { CryptoBackend } from '../ports/crypto-backend.js';
import type { KeyStoreBackends } from '../ports/key-store-backends.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { RandomSource } from '../ports/random-source.js';
import type { Change } from '../state/changes.js';
import type { State } from '../state/state.js';
import type { CallHooks } from './hooks.js';

/**
 * Writes what the function gives, all of it, or nothing where one of the records is not what it was; answers whether it did.
 * The function is asked in the moment of writing and may throw, or give undefined to write nothing. A world without a store
 * writes at once; one with a store when the store has it, and then others may have written while this one waited.
 */
export type Write = (changes: () => readonly Change[] | undefined) => MaybePromise<boolean>;

/** All that an operation may reach: records, time, chance, cryptography and the settings of this world. */
export interface World {
  readonly state: State;
  /** The one way in which calls and time change the state. */
  readonly write: Write;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly crypto: CryptoBackend;
  readonly tokens: SealedTokens;
  readonly quotas: ResourceQuotas;
  readonly hooks: CallHooks;
  /** The X.509 certificate (DER) that attestation documents are trusted from; absent: the public test root. */
  readonly attestationRoot?: Uint8Array;
  /** What custom key stores are backed by. */
  readonly outside: KeyStoreBackends;
  /** Milliseconds that a transient state (CONNECTING, Creating, Updating) lasts; 0: it is over at the next call. */
  readonly transitionDelay: number;
  /** Whether calls that would be denied are carried out all the same; default: they are refused. */
  readonly reportsDenials?: boolean;
  /** Whether signatures are made without fresh randomness, where the algorithm allows; default: they are not. */
  readonly deterministicOutputs?: boolean;
  /** Whether key policies may only name users and roles that are there, in accounts whose identities are known. */
  readonly strictPrincipals?: boolean;
}
