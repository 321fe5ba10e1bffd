import type { Operation } from '../../contract/operation.js';
import { pendingWindowOutOfRange } from '../../model/faults/validation.js';
import { MILLISECONDS_PER_DAY, PENDING_WINDOW_IN_DAYS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { integer, required } from '../../model/shapes.js';
import { relatedKeys } from '../../rules/related-keys.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { State } from '../../state/state.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const ScheduleKeyDeletion: Operation<'ScheduleKeyDeletion', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), PendingWindowInDays: integer(1, 365) },
  keys: [managedKey({ states: 'scheduleKeyDeletion' })],
  handler({ input, keys, now, world }) {
    const [key] = keys;
    const PendingWindowInDays = input.PendingWindowInDays ?? PENDING_WINDOW_IN_DAYS.default;
    const { min, max } = PENDING_WINDOW_IN_DAYS;
    if (PendingWindowInDays < min || PendingWindowInDays > max) throw pendingWindowOutOfRange(min, max);
    const { KeyState, DeletionDate, PendingDeletionWindowInDays } = pendingState(
      world.state,
      key,
      now,
      PendingWindowInDays,
    );
    return {
      output: {
        KeyId: key.Arn,
        ...(DeletionDate !== undefined && { DeletionDate: new Date(DeletionDate) }),
        KeyState,
        PendingWindowInDays,
      },
      changes: [update('keys', key, { KeyState, DeletionDate, PendingDeletionWindowInDays, transition: undefined })],
    };
  },
};

/** The waiting period of a primary key begins when the last of its replica keys is deleted. */
function pendingState(
  state: State,
  key: KeyRecord,
  now: number,
  days: number,
): Pick<KeyRecord, 'KeyState' | 'DeletionDate' | 'PendingDeletionWindowInDays'> {
  if (key.MultiRegionKeyType === 'PRIMARY' && relatedKeys(state, key).length > 1) {
    return { KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: days };
  }
  return { KeyState: 'PendingDeletion', DeletionDate: now + days * MILLISECONDS_PER_DAY };
}
