import type { Scope } from '../../model/arn.js';
import type { CallOrigin } from '../../model/caller.js';
import type { OrganizationMembership } from '../../state/records/account.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Principal } from '../principal.js';

/** What condition keys are read from: one call, and what the check is about. */
export interface RequestFacts {
  readonly operation: string;
  readonly principal: Principal;
  /** The account and Region that the call is for. */
  readonly scope: Scope;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Validated, in AWS's types. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly origin: CallOrigin | undefined;
  /** ReEncrypt has two sides, each with members of its own. */
  readonly side?: 'Source' | 'Destination' | undefined;
  readonly key?: FactsOfKey | undefined;
  /** Names of the key's aliases. */
  readonly aliasNames?: () => readonly string[];
  /** Tags of the calling user, or of the role of its session. */
  readonly principalTags?: Readonly<Record<string, string>> | undefined;
  /** The organization that an account belongs to, where it is known. */
  readonly organizationOf?: ((account: string) => OrganizationMembership | undefined) | undefined;
  /** When the key was last used, or created; milliseconds since the epoch. */
  readonly lastUse?: () => number;
  /** ReEncrypt: whether the destination is the key of the ciphertext. */
  readonly onSameKey?: boolean | undefined;
  /** What the verified attestation document of `Recipient` says. */
  readonly attestation?: AttestedFacts | undefined;
}

/** What conditions ask of a key; CreateKey has it before the key is there. */
export type FactsOfKey = Pick<KeyRecord, 'account' | 'KeySpec' | 'KeyUsage' | 'Origin' | 'MultiRegionKeyType' | 'Tags'>;

export interface AttestedFacts {
  readonly platform: 'Nitro Enclaves' | 'NitroTPM';
  /** Platform configuration registers by their index. */
  readonly pcrs: ReadonlyMap<number, Uint8Array>;
}
