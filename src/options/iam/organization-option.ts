import type { OrganizationMembership } from '../../state/records/account.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import { expected, isPlainObject, members, refuse, text } from '../checks.js';
import type { OrganizationOptions } from './iam-options.js';
import { attachedPolicies } from './policy-option.js';

export const accountId = text(/^\d{12}$/, 'a 12-digit account id');

export type ControlPolicyType = 'service control policy' | 'resource control policy';

/** The policies of an account by level, from the root of the organization down. */
export function policyLevels(
  levels: unknown,
  type: ControlPolicyType,
  path: string,
): readonly (readonly AttachedPolicyRecord[])[] {
  const what = 'a list of levels, each a list of policies, from the root of the organization down to the account';
  if (!Array.isArray(levels)) return expected(path, levels, what);
  return Array.from(levels, (level, at) => {
    if (!Array.isArray(level)) expected(`${path}[${at}]`, level, 'a list of policies');
    // "Each root, OU and account must have at least one SCP attached."
    if (type === 'service control policy' && level.length === 0) {
      refuse(`${path}[${at}]`, 'expected at least one policy, such as FullAWSAccess; the list is empty');
    }
    return attachedPolicies(level, type, `${path}[${at}]`);
  });
}

const PATH = /^(o-[a-z0-9]{10,32})\/r-[a-z0-9]{4,32}\/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*$/;

const checkMembers = members<OrganizationOptions>(
  {
    id: text(/^o-[a-z0-9]{10,32}$/, 'the id of an organization, such as "o-a1b2c3d4e5"'),
    managementAccountId: accountId,
    paths(value, path) {
      if (!isPlainObject(value)) expected(path, value, 'an object with a path for each account');
      for (const [account, place] of Object.entries(value)) {
        accountId(account, `${path}, the name of a member`);
        text(PATH, 'a path, such as "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"')(place, `${path}[${account}]`);
      }
    },
  },
  ['id', 'managementAccountId'],
);

/** The accounts of an organization. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path */
export function memberships(organization: unknown, path: string): ReadonlyMap<string, OrganizationMembership> {
  checkMembers(organization, path);
  // The check has seen that it is one.
  const { id, managementAccountId, paths = {} } = organization as OrganizationOptions;
  const all = new Map<string, OrganizationMembership>([[managementAccountId, { id, isManagementAccount: true }]]);
  for (const [account, place] of Object.entries(paths)) {
    if (!place.startsWith(`${id}/`)) refuse(`${path}.paths[${account}]`, `it does not begin with ${id}`);
    all.set(account, { id, path: place, isManagementAccount: account === managementAccountId });
  }
  return all;
}
