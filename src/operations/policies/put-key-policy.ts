import type { Operation } from '../../contract/operation.js';
import { scopeOf } from '../../model/arn.js';
import { onlyDefaultPolicy } from '../../model/faults/policies.js';
import * as Member from '../../model/members.js';
import { boolean, required } from '../../model/shapes.js';
import { loadNewKeyPolicy } from '../../rules/lazy.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { DEFAULT_POLICY_NAME } from './policy-name.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const PutKeyPolicy: Operation<'PutKeyPolicy', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    PolicyName: Member.PolicyName,
    Policy: required(Member.Policy),
    BypassPolicyLockoutSafetyCheck: boolean,
  },
  keys: [managedKey({})],
  async handler(call) {
    const { input, keys } = call;
    const [key] = keys;
    if (input.PolicyName !== undefined && input.PolicyName !== DEFAULT_POLICY_NAME) throw onlyDefaultPolicy();
    const { givenKeyPolicy } = await loadNewKeyPolicy();
    const scope = scopeOf(key.account, key.region);
    const Policy = givenKeyPolicy(call, input.Policy, { scope, Arn: key.Arn, traits: key });
    return { output: {}, changes: [update('keys', key, { Policy })] };
  },
};
