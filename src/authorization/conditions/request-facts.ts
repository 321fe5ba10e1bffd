import type { Scope } from '../../model/arn.js';
import type { CallOrigin } from '../../model/caller.js';
import type { OrganizationMembership } from '../../state/records/account.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Principal } from '../principal.js';

/** What condition keys are read from: one call, and the key of the check. */
export interface RequestFacts {
  readonly operation: string;
  readonly principal: Principal;
  /** The account and Region that the call is for. */
  readonly scope: Scope;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Validated, in AWS's types. */
  readonly input: Readonly<Record<string, unknown>>;
  /** ReEncrypt has two sides, each with members of its own. */
  readonly side?: 'Source' | 'Destination';
  readonly key?: KeyRecord;
  /** Names of the key's aliases. */
  readonly aliasNames?: () => readonly string[];
  readonly origin?: CallOrigin;
  /** Tags of the calling user, or of the role of its session. */
  readonly principalTags?: Readonly<Record<string, string>>;
  /** The organization that an account belongs to, where it is known. */
  readonly organizationOf?: (account: string) => OrganizationMembership | undefined;
}
