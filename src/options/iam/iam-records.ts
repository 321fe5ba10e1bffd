import { awsManagedPolicy } from '../../authorization/aws-managed-policies.js';
import type { AccountRecord } from '../../state/records/account.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import { type IdentityRecord, roleId } from '../../state/records/identity.js';
import type { ManagedPolicyRecord } from '../../state/records/managed-policy.js';
import {
  anything,
  expected,
  expectedKind,
  isPlainObject,
  listOf,
  members,
  oneOfTexts,
  ownMembers,
  refuse,
  trueOrFalse,
} from '../checks.js';
import type { IamOptions } from './iam-options.js';
import { type IdentityKind, identityRecord } from './identity-option.js';
import { accountId, type ControlPolicyType, memberships, policyLevels } from './organization-option.js';
import { documentText, policyTypeOf } from './policy-option.js';

/** What the option `iam` says, as records. */
export interface IamRecords {
  readonly identities: readonly IdentityRecord[];
  readonly managedPolicies: readonly ManagedPolicyRecord[];
  readonly accounts: readonly AccountRecord[];
}

const checkMembers = members<IamOptions>({
  // Making the records checks them.
  roles: anything,
  users: anything,
  policies: anything,
  accounts: listOf(accountId, 'a list of account ids'),
  serviceControlPolicies: anything,
  resourceControlPolicies: anything,
  organization: anything,
  mode: oneOfTexts(['enforce', 'report']),
  strictPrincipals: trueOrFalse,
});

/** @throws TypeError for what cannot be, with its path, and for a policy that AWS would refuse, with the reason */
export function iamRecords(given: unknown, path: string): IamRecords {
  checkMembers(given, path);
  // Each member is checked where it is read.
  const options = ownMembers(given as IamOptions);
  const identities = [
    ...identitiesOf('role', options.roles, `${path}.roles`),
    ...identitiesOf('user', options.users, `${path}.users`),
  ];
  const accounts = accountRecords(options, identities, path);
  const own = entriesOf(options.policies, `${path}.policies`, 'policies by ARN').map(([arn, document]) =>
    managedPolicy(arn, document, `${path}.policies`),
  );
  const managedPolicies = [...own, ...awsPolicies(referencedBy(identities, accounts), own, `${path}.policies`)];
  return { identities, managedPolicies, accounts };
}

function entriesOf(value: unknown, path: string, what: string): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  if (!isPlainObject(value)) return expectedKind(path, value, `an object with ${what}`);
  return Object.entries(value);
}

function identitiesOf(kind: IdentityKind, options: unknown, path: string): IdentityRecord[] {
  const records = entriesOf(options, path, `${kind}s by ARN`).map(([arn, one]) => identityRecord(kind, arn, one, path));
  const names = records.map(nameOf);
  const twin = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twin !== -1) refuse(path, `two ${kind}s of one account have the name of ${records[twin]?.Arn}`);
  return records;
}

/** Names are unique in an account, whatever the path. */
function nameOf(record: IdentityRecord): string {
  return roleId(record) ?? `${record.account}/${record.Arn.split('/').at(-1)}`;
}

/** The record of a customer managed policy, or of one of AWS Organizations. */
export function managedPolicy(arn: string, document: unknown, path: string): ManagedPolicyRecord {
  const type = policyTypeOf(arn);
  if (type === undefined) {
    expected(`${path}, the name of a member`, arn, 'the ARN of a policy of IAM or AWS Organizations');
  }
  return { Arn: arn, PolicyDocument: documentText(document, type, `${path}[${JSON.stringify(arn)}]`) };
}

/** The ARNs of all managed policies that something has attached. */
export function referencedBy(
  identities: readonly IdentityRecord[],
  accounts: readonly AccountRecord[],
): readonly string[] {
  const attached: readonly AttachedPolicyRecord[] = [
    ...identities.flatMap(({ policies, permissionsBoundary }) =>
      permissionsBoundary === undefined ? policies : [...policies, permissionsBoundary],
    ),
    ...accounts.flatMap(({ serviceControlPolicies = [], resourceControlPolicies = [] }) =>
      [...serviceControlPolicies, ...resourceControlPolicies].flat(),
    ),
  ];
  return [...new Set(attached.flatMap((policy) => ('PolicyArn' in policy ? [policy.PolicyArn] : [])))];
}

/** Those of AWS's own that are attached; what is neither known nor given is refused. */
export function awsPolicies(
  arns: readonly string[],
  given: readonly ManagedPolicyRecord[],
  path: string,
): readonly ManagedPolicyRecord[] {
  const known = new Set(given.map(({ Arn }) => Arn));
  return arns
    .filter((arn) => !known.has(arn))
    .map((Arn) => {
      const PolicyDocument = awsManagedPolicy(Arn);
      if (PolicyDocument === undefined) refuse(path, `${Arn} is attached, but its document is not here: give it`);
      return { Arn, PolicyDocument };
    });
}

/** One for each account of which anything is said. */
function accountRecords(
  { accounts = [], serviceControlPolicies, resourceControlPolicies, organization }: IamOptions,
  identities: readonly IdentityRecord[],
  path: string,
): AccountRecord[] {
  const known = new Set([...accounts, ...identities.map(({ account }) => account)]);
  const scps = levelsByAccount(serviceControlPolicies, 'service control policy', `${path}.serviceControlPolicies`);
  const rcps = levelsByAccount(resourceControlPolicies, 'resource control policy', `${path}.resourceControlPolicies`);
  const members = organization === undefined ? new Map() : memberships(organization, `${path}.organization`);
  return [...new Set([...known, ...scps.keys(), ...rcps.keys(), ...members.keys()])].map((account) =>
    accountRecord({
      account,
      hasIam: known.has(account),
      serviceControlPolicies: scps.get(account),
      resourceControlPolicies: rcps.get(account),
      organization: members.get(account),
    }),
  );
}

/** What is undefined is left out. */
export function accountRecord(
  members: { readonly [M in keyof Required<AccountRecord>]: AccountRecord[M] | undefined },
) {
  // `account` and `hasIam` are there.
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as unknown as AccountRecord;
}

function levelsByAccount(options: unknown, type: ControlPolicyType, path: string) {
  return new Map(
    entriesOf(options, path, 'levels of policies by account id').map(([account, levels]) => {
      accountId(account, `${path}, the name of a member`);
      return [account, policyLevels(levels, type, `${path}[${account}]`)];
    }),
  );
}
