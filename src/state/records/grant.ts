import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';

/** A grant on one key; dates are milliseconds since the epoch. */
export interface GrantRecord {
  /** Equal for what CreateGrant takes for a retry: a named grant with the same members. The GrantId of an unnamed one. */
  readonly id: string;
  readonly GrantId: string;
  readonly keyArn: string;
  readonly region: string;
  readonly Name?: string;
  readonly CreationDate: number;
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly RetiringServicePrincipal?: string;
  /** Root ARN of the account whose principal created the grant. */
  readonly IssuingAccount: string;
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: GrantConstraints;
}
