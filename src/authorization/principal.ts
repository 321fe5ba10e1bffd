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

/** The strongest way in which a Principal element names a caller; undefined where it does not. */
export function namedAs(element: PrincipalElement, principal: Principal): NamedAs | undefined {
  if (element === '*') return 'self';
  if (principal.type === 'Service') return listOf(element.Service).includes(principal.arn) ? 'self' : starIn(element);
  const names = listOf(element.AWS);
  let strongest: NamedAs | undefined;
  for (const name of names) {
    const as = name === '*' ? 'self' : namedBy(name, principal);
    if (as === 'self') return as;
    if (as === 'role' || strongest === undefined) strongest = as;
  }
  return strongest;
}

/** How one ARN or account id, in a policy or a grant, names a caller. */
export function namedBy(name: string, { arn, role, anyPath, account, accountArn }: Principal): NamedAs | undefined {
  if (
    role !== undefined &&
    (name === role || (anyPath && name.endsWith(role.slice(role.lastIndexOf('/'))) && withoutPath(name) === role))
  )
    return 'role';
  if (name === arn) return 'self';
  return account !== undefined && (name === account || name === accountArn) ? 'account' : undefined;
}

function starIn(element: { readonly [type: string]: string | readonly string[] }): NamedAs | undefined {
  return listOf(element.AWS).includes('*') ? 'self' : undefined;
}

function withoutPath(roleArn: string): string {
  return roleArn.replace(/:role\/.*\//, ':role/');
}

/**
 * Whether a NotPrincipal element of a Deny exempts a caller: only where it lists its ARN, its role and its account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isExempted(element: PrincipalElement, principal: Principal): boolean {
  if (element === '*') return true;
  if (principal.type === 'Service') return listOf(element.Service).includes(principal.arn);
  const names = listOf(element.AWS);
  if (names.includes('*')) return true;
  const ways = new Set(names.map((name) => namedBy(name, principal)));
  const { type, arn, role } = principal;
  // The root user is its account, and a role without a session its own session.
  return (
    (ways.has('self') || arn === role) &&
    (role === undefined || ways.has('role')) &&
    (ways.has('account') || type === 'Account')
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
