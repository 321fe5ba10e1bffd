import { defaultPolicy } from '../authorization/default-policy.js';
import type { Call } from '../contract/call.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import { loadNewKeyPolicy } from './lazy.js';
import type { PolicyHolder, PolicyMembers } from './new-key-policy.js';

/** The key policy that CreateKey or ReplicateKey gives a key; without one, the account decides, and nobody is locked out. */
export function policyOfNewKey(call: Call<PolicyMembers>, holder: PolicyHolder): MaybePromise<string> {
  const { Policy } = call.input;
  if (Policy === undefined) return defaultPolicy(holder.scope);
  return loadNewKeyPolicy().then(({ givenKeyPolicy }) => givenKeyPolicy(call, Policy, holder));
}
