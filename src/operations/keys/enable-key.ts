import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { enable } from '../../rules/rotation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export const EnableKey: Operation<'EnableKey', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ states: 'enableOrDisable' })],
  handler(call) {
    const [key] = call.keys;
    return { output: {}, changes: enable(call, key) };
  },
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const DisableKey: Operation<'DisableKey', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ states: 'enableOrDisable' })],
  handler({ keys }) {
    const [key] = keys;
    return { output: {}, changes: [update('keys', key, { KeyState: 'Disabled' })] };
  },
};
