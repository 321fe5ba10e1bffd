import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const UpdateKeyDescription: Operation<'UpdateKeyDescription'> = defineOperation({
  name: 'UpdateKeyDescription',
  input: { KeyId: required(Member.KeyId), Description: required(Member.Description) },
  keys: [managedKey({ permission: 'UpdateKeyDescription', states: 'notPendingDeletion' })],
  dryRun: false,
  tracksLastUsage: false,
  handler({ input, keys }) {
    const [key] = keys as [KeyRecord];
    return { output: {}, changes: [update('keys', key, { Description: input.Description as string })] };
  },
});
