import type { AttachedPolicyRecord } from './attached-policy.js';

/** An IAM user or role. */
export interface IdentityRecord {
  /** With its path. */
  readonly Arn: string;
  readonly account: string;
  readonly policies: readonly AttachedPolicyRecord[];
  readonly permissionsBoundary?: AttachedPolicyRecord;
  readonly tags: Readonly<Record<string, string>>;
}

/** `<account>/<name>` of a role: names of roles are unique in an account, whatever their paths. */
export function roleId({ Arn, account }: Pick<IdentityRecord, 'Arn' | 'account'>): string | undefined {
  return Arn.includes(':role/') ? `${account}/${Arn.slice(Arn.lastIndexOf('/') + 1)}` : undefined;
}
