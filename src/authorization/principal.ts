/** Who calls, as policies see it; `type` is the value of `aws:PrincipalType`, AWS services have none. */
export interface Principal {
  readonly type: 'Account' | 'User' | 'AssumedRole' | 'FederatedUser' | 'Service';
  /** ARN, or the name of a service. */
  readonly arn: string;
  /** Of a service: undefined. */
  readonly account: string | undefined;
  /** Root ARN of the account. */
  readonly accountArn: string | undefined;
  /** AssumedRole: the ARN of the role, with its path, which the ARN of a session does not show. */
  readonly role?: string;
  /** The role is not registered, so that its path is not known: names of roles are unique in their account without it. */
  readonly anyPath?: true;
}

const ARN = /^arn:([^:]+):(?:iam|sts)::(\d{12}):(.+)$/;

/**
 * The principal of an ARN, or of the name of a service. `roleNamed` tells the ARN of a role by its account and name, where
 * one is registered that has a path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalOf(
  arn: string,
  roleNamed: (account: string, name: string) => string | undefined = () => undefined,
): Principal {
  const [, partition, account, resource = ''] = ARN.exec(arn) ?? [];
  if (partition === undefined || account === undefined) {
    return { type: 'Service', arn, account: undefined, accountArn: undefined };
  }
  const common = { arn, account, accountArn: `arn:${partition}:iam::${account}:root` };
  const [kind, name = ''] = resource.split('/');
  switch (kind) {
    case 'root':
      return { type: 'Account', ...common };
    case 'user':
      return { type: 'User', ...common };
    case 'federated-user':
      return { type: 'FederatedUser', ...common };
    case 'assumed-role': {
      const role = roleNamed(account, name);
      const bare = `arn:${partition}:iam::${account}:role/${name}`;
      return { type: 'AssumedRole', ...common, ...(role === undefined ? { role: bare, anyPath: true } : { role }) };
    }
    default:
      // A role without a session: all its sessions.
      return { type: 'AssumedRole', ...common, role: arn };
  }
}

/** The value of `aws:PrincipalArn`: of a session it is the role. Services have none. */
export function principalArn({ type, arn, role }: Principal): string | undefined {
  if (type === 'Service') return undefined;
  return role ?? arn;
}

/** How a policy names a caller: itself, the role of its session, or its account, which leaves it to IAM. */
export type NamedAs = 'self' | 'role' | 'account';

export type PrincipalElement = '*' | { readonly [type: string]: string | readonly string[] };

/** A Principal element, read once. */
export interface NamedPrincipals {
  /** `"Principal": "*"` */
  readonly everybody: boolean;
  /** ARNs, account ids and `*`. */
  readonly aws: ReadonlySet<string>;
  /** The same, roles as if they had no path. */
  readonly awsWithoutPaths: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

export function namedPrincipals(element: PrincipalElement): NamedPrincipals {
  const { AWS, Service } = element === '*' ? {} : element;
  return {
    everybody: element === '*',
    aws: new Set(listOf(AWS)),
    awsWithoutPaths: new Set(listOf(AWS).map(withoutPath)),
    services: new Set(listOf(Service)),
  };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function withoutPath(roleArn: string): string {
  return roleArn.replace(/:role\/.*\//, ':role/');
}

/** The strongest way in which a Principal element names a caller; undefined where it does not. */
export function namedAs(named: NamedPrincipals, principal: Principal): NamedAs | undefined {
  const { type, arn, role } = principal;
  if (named.everybody || named.aws.has('*')) return 'self';
  if (type === 'Service') return named.services.has(arn) ? 'self' : undefined;
  // A role without a session is named as the role.
  if (arn !== role && named.aws.has(arn)) return 'self';
  if (namesRole(named, principal)) return 'role';
  return namesAccount(named, principal) ? 'account' : undefined;
}

function namesRole({ aws, awsWithoutPaths }: NamedPrincipals, { role, anyPath }: Principal): boolean {
  return role !== undefined && (aws.has(role) || (anyPath === true && awsWithoutPaths.has(role)));
}

function namesAccount({ aws }: NamedPrincipals, { account, accountArn }: Principal): boolean {
  return account !== undefined && accountArn !== undefined && (aws.has(account) || aws.has(accountArn));
}

/** How one ARN or account id, in a grant, names a caller. */
export function namedBy(name: string, { arn, role, anyPath, account, accountArn }: Principal): NamedAs | undefined {
  if (role !== undefined && (name === role || (anyPath && withoutPath(name) === role))) return 'role';
  if (name === arn) return 'self';
  return account !== undefined && (name === account || name === accountArn) ? 'account' : undefined;
}

/**
 * Whether a NotPrincipal element of a Deny exempts a caller: only where it lists its ARN, its role and its account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isExempted(named: NamedPrincipals, principal: Principal): boolean {
  const { type, arn, role } = principal;
  if (named.everybody) return true;
  if (type === 'Service') return named.services.has(arn);
  if (named.aws.has('*')) return true;
  // The root user is its account, and a role without a session its own session.
  return (
    (named.aws.has(arn) || arn === role) &&
    (role === undefined || namesRole(named, principal)) &&
    (namesAccount(named, principal) || type === 'Account')
  );
}
