import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import type { IdentityRecord } from '../../state/records/identity.js';
import { anything, expected, isPlainObject, members, ownMembers, refuse, shown } from '../checks.js';
import type { IdentityOptions } from './iam-options.js';
import { attachedPolicies, attachedPolicy } from './policy-option.js';

export type IdentityKind = 'role' | 'user';

const ARNS: { readonly [kind in IdentityKind]: RegExp } = {
  role: /^arn:aws[a-z-]*:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  user: /^arn:aws[a-z-]*:iam::\d{12}:user\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
};

/** The ARN of a role or user, with its path. */
export function identityArn(kind: IdentityKind, arn: unknown, path: string): string {
  if (typeof arn === 'string' && ARNS[kind].test(arn)) return arn;
  return expected(path, arn, `the ARN of a ${kind}, such as "arn:aws:iam::111122223333:${kind}/app/orders"`);
}

// Making the record checks them.
const checkMembers = members<IdentityOptions>({ policies: anything, permissionsBoundary: anything, tags: anything });

/** The record of a role or user. */
export function identityRecord(kind: IdentityKind, arn: unknown, options: unknown, path: string): IdentityRecord {
  const Arn = identityArn(kind, arn, path);
  const place = `${path}[${JSON.stringify(Arn)}]`;
  checkMembers(options, place);
  const { policies = [], permissionsBoundary, tags = {} } = ownMembers(options as IdentityOptions);
  const account = Arn.split(':')[4] as string;
  const record: IdentityRecord = {
    Arn,
    account,
    policies: attachedPolicies(policies, 'identity-based policy', `${place}.policies`),
    ...(permissionsBoundary !== undefined && {
      permissionsBoundary: attachedPolicy(permissionsBoundary, 'permissions boundary', `${place}.permissionsBoundary`),
    }),
    tags: checkedTags(tags, `${place}.tags`),
  };
  for (const policy of policiesOf(record)) requireAccount(policy, account, place);
  return record;
}

function policiesOf({ policies, permissionsBoundary }: IdentityRecord): readonly AttachedPolicyRecord[] {
  return permissionsBoundary === undefined ? policies : [...policies, permissionsBoundary];
}

/** IAM attaches managed policies of the same account and of AWS. */
function requireAccount(policy: AttachedPolicyRecord, account: string, path: string): void {
  if (!('PolicyArn' in policy)) return;
  const owner = policy.PolicyArn.split(':')[4];
  if (owner !== account && owner !== 'aws') {
    refuse(path, `${policy.PolicyArn} is not a policy of account ${account}, nor of AWS`);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
function checkedTags(tags: unknown, path: string): Readonly<Record<string, string>> {
  if (!isPlainObject(tags)) return expected(path, tags, 'an object of tags, such as { team: "orders" }');
  const names = Object.keys(tags).map((name) => name.toLowerCase());
  for (const [at, [name, value]] of Object.entries(tags).entries()) {
    if (name === '' || name.length > 128) expected(`${path}, the name of a tag`, name, 'text of 1 to 128 characters');
    const place = `${path}[${shown(name)}]`;
    if (typeof value !== 'string' || value.length > 256) expected(place, value, 'text of 0 to 256 characters');
    if (names.indexOf(name.toLowerCase()) !== at) refuse(place, 'names of tags differ by more than case');
  }
  return { ...(tags as Readonly<Record<string, string>>) };
}
