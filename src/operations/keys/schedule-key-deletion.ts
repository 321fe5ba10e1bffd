import { pendingWindowOutOfRange } from '../../model/faults/validation.js';
import { MILLISECONDS_PER_DAY, PENDING_WINDOW_IN_DAYS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { integer, required } from '../../model/shapes.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const ScheduleKeyDeletion: Operation<'ScheduleKeyDeletion'> = defineOperation({
  name: 'ScheduleKeyDeletion',
  input: { KeyId: required(Member.KeyId), PendingWindowInDays: integer(1, 365) },
  keys: [managedKey({ permission: 'ScheduleKeyDeletion', states: 'scheduleKeyDeletion' })],
  dryRun: false,
  tracksLastUsage: false,
  handler({ input, keys, now }) {
    const [key] = keys as [KeyRecord];
    const PendingWindowInDays = input.PendingWindowInDays ?? PENDING_WINDOW_IN_DAYS.default;
    const { min, max } = PENDING_WINDOW_IN_DAYS;
    if (PendingWindowInDays < min || PendingWindowInDays > max) throw pendingWindowOutOfRange(min, max);
    const DeletionDate = now + PendingWindowInDays * MILLISECONDS_PER_DAY;
    const KeyState = 'PendingDeletion';
    return {
      output: { KeyId: key.Arn, DeletionDate: new Date(DeletionDate), KeyState, PendingWindowInDays },
      changes: [update('keys', key, { KeyState, DeletionDate })],
    };
  },
});
