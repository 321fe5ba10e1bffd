import type { Caller } from '../model/caller.js';
import type { AttachedPolicyRecord } from '../state/records/attached-policy.js';
import type { IdentityRecord } from '../state/records/identity.js';
import type { State } from '../state/state.js';
import { attachedPolicies, attachedPolicy, endpointPolicy, policiesOfSession } from './attached-policies.js';
import { identityOf, knowsIdentities } from './identities.js';
import type { CallerPolicies } from './policies-asked.js';
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
  const { type } = principal;
  const known = identityOf(state, principal);
  const identity = identityPolicies(state, principal, known, sessionPolicies !== undefined);
  const endpoint = origin?.vpcEndpoint;
  const serviceControl = memberAccount(state, principal.account)?.serviceControlPolicies;
  const resourceControl = memberAccount(state, resourceAccount)?.resourceControlPolicies;
  const isControlled = (serviceControl ?? resourceControl) !== undefined && !isServiceLinkedRole(principal);
  return {
    identity,
    isUnknown: known === undefined && identity !== undefined && (type === 'User' || type === 'AssumedRole'),
    boundary: known?.permissionsBoundary && attachedPolicy(state, known.permissionsBoundary, 'permissions boundary'),
    session: sessionPolicies && policiesOfSession(sessionPolicies),
    serviceControl: isControlled ? serviceControl?.map((level) => serviceControlLevel(state, level)) : undefined,
    resourceControl: isControlled ? resourceControl?.map((level) => resourceControlLevel(state, level)) : undefined,
    endpoint: endpoint && endpointPolicy(endpoint),
  };
}

/** Undefined where IAM is taken as allowing. */
function identityPolicies(
  state: State,
  { account, type }: Principal,
  known: IdentityRecord | undefined,
  hasSession: boolean,
): readonly Policy[] | undefined {
  if (known !== undefined) return attachedPolicies(state, known.policies, 'identity-based policy');
  if (account === undefined || !knowsIdentities(state, account)) return undefined;
  // A federated user may do what its session policies and the user behind it both allow; nothing tells who that is.
  return type === 'FederatedUser' && hasSession ? undefined : [];
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp */
function isServiceLinkedRole({ role }: Principal): boolean {
  return role?.includes(':role/aws-service-role/') === true;
}

type Level = readonly AttachedPolicyRecord[];

function serviceControlLevel(state: State, level: Level): readonly Policy[] {
  return attachedPolicies(state, level, 'service control policy');
}

/** With the policy that AWS attaches at each level, and that cannot be detached. */
function resourceControlLevel(state: State, level: Level): readonly Policy[] {
  return [RCP_FULL_AWS_ACCESS, ...attachedPolicies(state, level, 'resource control policy')];
}

const RCP_FULL_AWS_ACCESS = readPolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
  'resource control policy',
  'RCPFullAWSAccess',
  'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
);

/** What is known of an account, but for a management account, which has none of these policies. AWS services have none either. */
function memberAccount(state: State, account: string | undefined) {
  const record = account === undefined ? undefined : state.get('accounts', account);
  return record?.organization?.isManagementAccount ? undefined : record;
}
