import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';

/** A grant on one key; dates are milliseconds since the epoch. */
export interface GrantRecord {
  readonly GrantId: string;
  readonly keyArn: string;
  readonly Name?: string;
  readonly CreationDate: number;
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly RetiringServicePrincipal?: string;
  readonly IssuingAccount: string;
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: GrantConstraints;
}
