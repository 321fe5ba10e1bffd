import type { Operation } from '../../contract/operation.js';
import { policyNotFound } from '../../model/faults/policies.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { DEFAULT_POLICY_NAME } from './policy-name.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const GetKeyPolicy: Operation<'GetKeyPolicy', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), PolicyName: Member.PolicyName },
  keys: [managedKey({})],
  handler({ input, keys }) {
    const [{ Policy }] = keys;
    const PolicyName = input.PolicyName ?? DEFAULT_POLICY_NAME;
    if (PolicyName !== DEFAULT_POLICY_NAME) throw policyNotFound();
    return { output: { Policy, PolicyName } };
  },
};
