import type { Caller } from '../model/caller.js';
import type { State } from '../state/state.js';
import { attachedPolicy, endpointPolicy, policiesOfSession } from './attached-policies.js';
import type { CallerPolicies } from './decide.js';
import { identityOf, knowsIdentities } from './identities.js';
import { type Policy, readPolicy } from './policy.js';
import type { Principal } from './principal.js';

/**
 * The policies that apply to a caller. `resourceAccount` is the account that owns the resource; undefined where resource
 * control policies do not apply: to AWS managed keys, and to kms:RetireGrant.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function callerPolicies(
  state: State,
  { sessionPolicies, origin }: Caller,
  principal: Principal,
  resourceAccount: string | undefined,
): CallerPolicies {
  const boundary = identityOf(state, principal)?.permissionsBoundary;
  const isExempt = isServiceLinkedRole(principal);
  return withoutUndefined({
    identity: identityPolicies(state, principal, sessionPolicies !== undefined),
    boundary: boundary && attachedPolicy(state, boundary, 'permissions boundary'),
    session: sessionPolicies && policiesOfSession(sessionPolicies),
    serviceControl: isExempt ? undefined : serviceControlPolicies(state, principal.account),
    resourceControl: isExempt ? undefined : resourceControlPolicies(state, resourceAccount),
    endpoint: origin?.vpcEndpoint && endpointPolicy(origin.vpcEndpoint),
  });
}

function withoutUndefined(policies: { [P in keyof CallerPolicies]-?: CallerPolicies[P] | undefined }): CallerPolicies {
  // What is left has no member that is undefined.
  return Object.fromEntries(Object.entries(policies).filter(([, value]) => value !== undefined)) as CallerPolicies;
}

/** Undefined where IAM is taken as allowing. */
function identityPolicies(state: State, principal: Principal, hasSession: boolean): readonly Policy[] | undefined {
  const { account, type } = principal;
  const identity = identityOf(state, principal);
  if (identity !== undefined) {
    return identity.policies.map((policy) => attachedPolicy(state, policy, 'identity-based policy'));
  }
  if (account === undefined || !knowsIdentities(state, account)) return undefined;
  // A federated user may do what its session policies and the user behind it both allow; nothing tells who that is.
  return type === 'FederatedUser' && hasSession ? undefined : [];
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp */
function isServiceLinkedRole({ role }: Principal): boolean {
  return role?.includes(':role/aws-service-role/') === true;
}

type Levels = CallerPolicies['serviceControl'];

/** The management account has none, and AWS services neither. */
function serviceControlPolicies(state: State, account: string | undefined): Levels {
  return memberAccount(state, account)?.serviceControlPolicies?.map((level) =>
    level.map((policy) => attachedPolicy(state, policy, 'service control policy')),
  );
}

/** At each level with the policy that AWS attaches to all, and that cannot be detached. */
function resourceControlPolicies(state: State, account: string | undefined): Levels {
  return memberAccount(state, account)?.resourceControlPolicies?.map((level) => [
    RCP_FULL_AWS_ACCESS,
    ...level.map((policy) => attachedPolicy(state, policy, 'resource control policy')),
  ]);
}

const RCP_FULL_AWS_ACCESS = readPolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
  'resource control policy',
  'RCPFullAWSAccess',
  'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
);

/** What is known of an account, but for a management account. */
function memberAccount(state: State, account: string | undefined) {
  const record = account === undefined ? undefined : state.get('accounts', account);
  return record?.organization?.isManagementAccount ? undefined : record;
}
