/**
 * A policy of IAM or AWS Organizations:
 * - its document, as an object or as JSON text;
 * - an inline policy with a name: `{ PolicyName, PolicyDocument }`;
 * - the ARN of a managed policy: one of `iam.policies`, or of AWS's own, of which those that concern AWS KMS are known.
 */
export type PolicyOption = string | object;

/** An inline policy, as IAM has it. */
export interface InlinePolicyOption {
  /** 1 to 128 letters, digits and `+=,.@-_`. */
  readonly PolicyName: string;
  /** Its document, as an object or as JSON text. */
  readonly PolicyDocument: string | object;
}

/** An IAM user or role. */
export interface IdentityOptions {
  /** Inline policies and managed ones, those of a user's groups among them. Default: none, which allows nothing. */
  readonly policies?: readonly PolicyOption[];
  /** Limits what the policies give. Default: nothing does. */
  readonly permissionsBoundary?: PolicyOption;
  /** As conditions on `aws:PrincipalTag/…` see them: `{ team: 'orders' }`. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An organization of AWS Organizations. */
export interface OrganizationOptions {
  /** As in `o-a1b2c3d4e5`: the value of `aws:PrincipalOrgID`. */
  readonly id: string;
  /** 12 digits: neither service control policies nor resource control policies apply to it. */
  readonly managementAccountId: string;
  /**
   * Its accounts, each with its path, which is the value of `aws:PrincipalOrgPaths`:
   * `{ '111122223333': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' }`. Default: the management account alone.
   */
  readonly paths?: Readonly<Record<string, string>>;
}

/**
 * Who there is in IAM, and what policies allow. An account of which no user or role is here is taken as allowing everything
 * by IAM: key policies and grants decide. In all others whoever is not here has no policies.
 *
 * @example
 * localKms({
 *   iam: {
 *     roles: {
 *       'arn:aws:iam::111122223333:role/app/orders': {
 *         policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } }],
 *         tags: { team: 'orders' },
 *       },
 *     },
 *     users: { 'arn:aws:iam::111122223333:user/alice': { policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } },
 *   },
 * });
 */
export interface IamOptions {
  /** By ARN, with the path: `arn:aws:iam::111122223333:role/app/orders`. */
  readonly roles?: Readonly<Record<string, IdentityOptions>>;
  /** By ARN, with the path: `arn:aws:iam::111122223333:user/alice`. */
  readonly users?: Readonly<Record<string, IdentityOptions>>;
  /** Customer managed policies, and policies of AWS Organizations, by ARN: the document, as an object or as JSON text. */
  readonly policies?: Readonly<Record<string, string | object>>;
  /** Accounts whose users and roles are all here, also where there are none. */
  readonly accounts?: readonly string[];
  /** By account, and by level: from the root of the organization down to the account. Each level must allow. */
  readonly serviceControlPolicies?: Readonly<Record<string, readonly (readonly PolicyOption[])[]>>;
  /** By account and level. `RCPFullAWSAccess` is attached to each by itself; others can only deny. */
  readonly resourceControlPolicies?: Readonly<Record<string, readonly (readonly PolicyOption[])[]>>;
  readonly organization?: OrganizationOptions;
  /**
   * `'report'`: calls that would be denied are carried out all the same; `calls()` tells what was decided. Key policies that
   * would lock their caller out are refused nevertheless, unless the call has `BypassPolicyLockoutSafetyCheck`. Default:
   * `'enforce'`.
   */
  readonly mode?: 'enforce' | 'report';
  /**
   * Whether a key policy that names a user or role that is not here is refused, as AWS does. Accounts of which nobody is
   * here are left out. Default: false.
   */
  readonly strictPrincipals?: boolean;
}
