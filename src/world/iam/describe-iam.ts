import { awsManagedPolicy } from '../../authorization/aws-managed-policies.js';
import type { IamOptions, IdentityOptions, OrganizationOptions } from '../../options/iam/iam-options.js';
import type { AccountRecord } from '../../state/records/account.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import type { IdentityRecord } from '../../state/records/identity.js';
import type { State } from '../../state/state.js';

/** What is there, as `localKms({ iam })` takes it. */
export function describeIam(state: State): IamOptions {
  const identities = [...state.all('identities')];
  const accounts = [...state.all('accounts')];
  const own = [...state.all('managedPolicies')].filter(
    ({ Arn, PolicyDocument }) => awsManagedPolicy(Arn) !== PolicyDocument,
  );
  const organization = organizationOf(accounts);
  return {
    roles: identitiesOf(identities, 'role'),
    users: identitiesOf(identities, 'user'),
    policies: Object.fromEntries(own.map(({ Arn, PolicyDocument }) => [Arn, PolicyDocument])),
    accounts: accounts.filter(({ hasIam }) => hasIam).map(({ account }) => account),
    serviceControlPolicies: levelsOf(accounts, 'serviceControlPolicies'),
    resourceControlPolicies: levelsOf(accounts, 'resourceControlPolicies'),
    ...(organization && { organization }),
  };
}

function identitiesOf(identities: readonly IdentityRecord[], kind: 'role' | 'user'): Record<string, IdentityOptions> {
  const ofKind = identities.filter(({ Arn }) => Arn.includes(`:${kind}/`));
  return Object.fromEntries(
    ofKind.map(({ Arn, policies, permissionsBoundary, tags }) => [
      Arn,
      {
        policies: policies.map(policyOption),
        ...(permissionsBoundary && { permissionsBoundary: policyOption(permissionsBoundary) }),
        tags: { ...tags },
      },
    ]),
  );
}

/** An inline policy without a name is called by its place, which is no name that IAM takes. */
function policyOption(policy: AttachedPolicyRecord) {
  if ('PolicyArn' in policy) return policy.PolicyArn;
  return policy.PolicyName.endsWith(']') ? policy.PolicyDocument : { ...policy };
}

function levelsOf(accounts: readonly AccountRecord[], kind: 'serviceControlPolicies' | 'resourceControlPolicies') {
  return Object.fromEntries(
    accounts.flatMap((record) => {
      const levels = record[kind];
      return levels === undefined ? [] : [[record.account, levels.map((level) => level.map(policyOption))]];
    }),
  );
}

function organizationOf(accounts: readonly AccountRecord[]): OrganizationOptions | undefined {
  const management = accounts.find(({ organization }) => organization?.isManagementAccount);
  if (management?.organization === undefined) return undefined;
  const paths = accounts.flatMap(({ account, organization }) =>
    organization?.path === undefined ? [] : [[account, organization.path]],
  );
  return { id: management.organization.id, managementAccountId: management.account, paths: Object.fromEntries(paths) };
}
