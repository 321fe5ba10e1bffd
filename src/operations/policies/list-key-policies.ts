import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { DEFAULT_POLICY_NAME } from './policy-name.js';

/** Every key has one policy. https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export const ListKeyPolicies: Operation<'ListKeyPolicies', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), Limit: Member.Limit, Marker: Member.Marker },
  keys: [managedKey({})],
  handler() {
    return { output: { PolicyNames: [DEFAULT_POLICY_NAME], Truncated: false } };
  },
};
