import { MILLISECONDS_PER_DAY, PENDING_WINDOW_IN_DAYS } from '../../model/limits.js';
import { type Change, remove, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { State } from '../../state/state.js';
import { relatedKeys } from '../related-keys.js';

/** The waiting period is over: the key goes, and with it its aliases, grants, last usage and material. */
export function deleteKey(state: State, key: KeyRecord, at: number): Change[] {
  const usage = state.get('lastUsages', key.Arn);
  const related = relatedKeys(state, key).filter((other) => other !== key);
  return [
    remove('keys', key),
    ...state.list('aliases', 'key', key.Arn).map((alias) => remove('aliases', alias)),
    ...state.list('grants', 'key', key.Arn).map((grant) => remove('grants', grant)),
    ...(usage === undefined ? [] : [remove('lastUsages', usage)]),
    ...startWaitingPeriod(related, at),
  ];
}

/** A primary key that is scheduled for deletion waited for its last replica key to go; its own waiting period starts. */
function startWaitingPeriod(related: readonly KeyRecord[], at: number): Change[] {
  const [primary] = related;
  if (primary?.KeyState !== 'PendingReplicaDeletion' || related.length > 1) return [];
  const days = primary.PendingDeletionWindowInDays ?? PENDING_WINDOW_IN_DAYS.default;
  return [
    update('keys', primary, {
      KeyState: 'PendingDeletion',
      DeletionDate: at + days * MILLISECONDS_PER_DAY,
      PendingDeletionWindowInDays: undefined,
    }),
  ];
}
