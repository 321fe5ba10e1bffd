import type { AttachedPolicyRecord } from './attached-policy.js';

/** What is known of an AWS account beside its users and roles. */
export interface AccountRecord {
  readonly account: string;
  /** Whether its users and roles are known: whoever is not among them has no identity policies. */
  readonly hasIam: boolean;
  /** By level, from the root of the organization down to the account. */
  readonly serviceControlPolicies?: readonly (readonly AttachedPolicyRecord[])[];
  readonly resourceControlPolicies?: readonly (readonly AttachedPolicyRecord[])[];
  readonly organization?: OrganizationMembership;
}

export interface OrganizationMembership {
  /** As in `o-a1b2c3d4e5`. */
  readonly id: string;
  /** As in `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  readonly path?: string;
  readonly isManagementAccount: boolean;
}
