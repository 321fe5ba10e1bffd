import { type AccessCheck, decide, type KeyOwner } from '../../src/authorization/decide.js';
import type { Decision } from '../../src/authorization/decision.js';
import type { CallerPolicies } from '../../src/authorization/policies-asked.js';
import { type Policy, type PolicyType, readPolicy } from '../../src/authorization/policy.js';
import { principalOf } from '../../src/authorization/principal.js';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/app`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s1`;
export const FOREIGN = `arn:aws:iam::${OTHER}:user/bob`;
export const SERVICE = 's3.amazonaws.com';

export type Statement = Record<string, unknown>;

export function policy(type: PolicyType, ...statements: Statement[]): Policy {
  return readPolicy({ Version: '2012-10-17', Statement: statements }, type, type);
}

export const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: '*',
  ...more,
});
export const deny = (more: Statement = {}): Statement => ({ ...allow(more), Effect: 'Deny' });
export const keyPolicy = (...statements: Statement[]) => policy('resource-based policy', ...statements);
export const identity = (...statements: Statement[]) => policy('identity-based policy', ...statements);
export const to = (AWS: string | string[]) => ({ Principal: { AWS } });
export const DELEGATION = allow({ ...to(ROOT), Action: 'kms:*' });
export const FULL = allow({ Action: '*' });

export interface Situation {
  readonly caller?: string;
  readonly key?: Policy;
  readonly policies?: CallerPolicies;
  readonly check?: Partial<AccessCheck>;
  readonly owner?: Partial<KeyOwner>;
}

export function decisionOf({
  caller = SESSION,
  key = keyPolicy(DELEGATION),
  policies = {},
  check = {},
  owner = {},
}: Situation): Decision {
  const roleNamed = (_account: string, name: string) => (name === 'app' ? ROLE : undefined);
  return decide(
    {
      principal: principalOf(caller, roleNamed),
      action: 'kms:Decrypt',
      resource: KEY,
      owner: { account: ACCOUNT, keyPolicy: key, crossAccount: true, ...owner },
      context: () => undefined,
      keyPolicyContext: () => undefined,
      ...check,
    },
    policies,
  ).decision();
}

/** `allowed`, or who denied and how. */
export function told(decision: Decision): string {
  return decision.allowed ? 'allowed' : `${decision.kind}: ${decision.by}`;
}

export const NONE: CallerPolicies = { identity: [] };
export const GIVEN: CallerPolicies = { identity: [identity(allow())] };
export const NOTHING = policy('permissions boundary', allow({ Action: 's3:*' }));
export const NO_SESSION = [policy('session policy', allow({ Action: 's3:*' }))];
