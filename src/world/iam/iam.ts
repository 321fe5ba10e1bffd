import type { IamOptions, IdentityOptions, OrganizationOptions, PolicyOption } from '../../options/iam/iam-options.js';

/**
 * IAM and AWS Organizations, as far as AWS KMS asks them: who there is, and what policies allow. What is changed counts from
 * the next call on, is part of snapshots, and goes with `reset()`. What cannot be is refused with a TypeError that names its
 * path; nothing is changed then.
 *
 * @example
 * await kms.iam.putRole('arn:aws:iam::111122223333:role/app/orders', {
 *   policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } }],
 * });
 */
export interface Iam {
  /** Creates a role, or puts another in its place. From then on whoever is not here in its account has no policies. */
  putRole(arn: string, role: IdentityOptions): Promise<void>;
  /**
   * Its account stays known: a session of a role that is gone has no policies. Key policies that name it have its unique id
   * from then on, as in AWS: another role of this name is not named by them.
   */
  deleteRole(arn: string): Promise<void>;
  /** As `putRole`. */
  putUser(arn: string, user: IdentityOptions): Promise<void>;
  /** As `deleteRole`. */
  deleteUser(arn: string): Promise<void>;
  /** Creates a managed policy, or gives it another document, which counts for all who have it. */
  putPolicy(arn: string, document: string | object): Promise<void>;
  /** Refused while anybody has it, as IAM does. */
  deletePolicy(arn: string): Promise<void>;
  /** The policies of an account by level, in place of those that it had; an empty list takes them away. */
  putServiceControlPolicies(accountId: string, levels: readonly (readonly PolicyOption[])[]): Promise<void>;
  /** As `putServiceControlPolicies`. */
  putResourceControlPolicies(accountId: string, levels: readonly (readonly PolicyOption[])[]): Promise<void>;
  /** The one organization that there is, in place of the one before; undefined: there is none. */
  putOrganization(organization: OrganizationOptions | undefined): Promise<void>;
  /** All of it as `localKms({ iam })` takes it, documents as JSON text. */
  describe(): Promise<IamOptions>;
}
