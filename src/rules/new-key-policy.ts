import type { FactsOfKey } from '../authorization/conditions/request-facts.js';
import { requirePrincipals } from '../authorization/identities.js';
import { acceptKeyPolicy } from '../authorization/key-policy.js';
import { readPolicy } from '../authorization/policy.js';
import type { Call } from '../contract/call.js';
import type { Scope } from '../model/arn.js';
import { policyLocksOut } from '../model/faults/policies.js';
import { factsOfCall, verdictOn } from './access.js';

/** The key that gets a key policy, which need not be there yet. */
export interface PolicyHolder {
  readonly scope: Scope;
  /** Undefined where it is not there yet. */
  readonly Arn?: string;
  readonly traits: Omit<FactsOfKey, 'account'>;
}

/** As CreateKey, ReplicateKey and PutKeyPolicy have them. */
export interface PolicyMembers {
  readonly Policy?: string | undefined;
  readonly BypassPolicyLockoutSafetyCheck?: boolean | undefined;
}

/**
 * The key policy that a call gives a key, as it is stored. Unless the call bypasses the check, the caller must be allowed to
 * put another one.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-Policy
 */
export function givenKeyPolicy(call: Call<PolicyMembers>, policy: string, key: PolicyHolder): string {
  const { scope } = key;
  const { quotas, state, strictPrincipals } = call.world;
  const text = acceptKeyPolicy(policy, scope.partition, quotas.keyPolicyBytes);
  if (strictPrincipals) requirePrincipals(state, text);
  if (call.input.BypassPolicyLockoutSafetyCheck !== true && locksOut(call, text, key)) throw policyLocksOut();
  return text;
}

function locksOut(call: Call, policy: string, { scope, Arn, traits }: PolicyHolder): boolean {
  const facts = factsOfCall(call, 'PutKeyPolicy');
  const { denial } = verdictOn(call, {
    permission: 'PutKeyPolicy',
    // A pattern of all keys covers it, the ARN of another one does not.
    resource: Arn ?? `${scope.arnPrefix}key/*`,
    facts: { ...facts, scope, key: { ...traits, account: scope.account } },
    owner: {
      account: scope.account,
      isAwsManaged: false,
      keyPolicy: readPolicy(JSON.parse(policy), 'resource-based policy', 'the new key policy'),
      crossAccount: false,
    },
  });
  return denial !== undefined;
}
