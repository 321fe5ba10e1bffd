import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { enable } from '../../rules/rotation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export const EnableKey: Operation<'EnableKey'> = defineOperation({
  name: 'EnableKey',
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ permission: 'EnableKey', states: 'enableOrDisable' })],
  dryRun: false,
  tracksLastUsage: false,
  handler(call) {
    const [key] = call.keys as [KeyRecord];
    return { output: {}, changes: enable(call, key) };
  },
});

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const DisableKey: Operation<'DisableKey'> = defineOperation({
  name: 'DisableKey',
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ permission: 'DisableKey', states: 'enableOrDisable' })],
  dryRun: false,
  tracksLastUsage: false,
  handler({ keys }) {
    const [key] = keys as [KeyRecord];
    return { output: {}, changes: [update('keys', key, { KeyState: 'Disabled' })] };
  },
});
