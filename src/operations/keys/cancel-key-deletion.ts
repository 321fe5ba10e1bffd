import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** The key comes back Disabled. https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const CancelKeyDeletion: Operation<'CancelKeyDeletion'> = defineOperation({
  name: 'CancelKeyDeletion',
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ permission: 'CancelKeyDeletion', states: 'cancelKeyDeletion' })],
  dryRun: false,
  tracksLastUsage: false,
  handler({ keys }) {
    const [key] = keys as [KeyRecord];
    return {
      output: { KeyId: key.Arn },
      changes: [
        update('keys', key, {
          KeyState: 'Disabled',
          DeletionDate: undefined,
          PendingDeletionWindowInDays: undefined,
        }),
      ],
    };
  },
});
