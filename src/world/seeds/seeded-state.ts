import { MILLISECONDS_PER_DAY, PENDING_WINDOW_IN_DAYS } from '../../model/limits.js';
import { refuse } from '../../options/checks.js';
import type { KeySeed, ReplicaSeed } from '../../options/seeds/key-seed.js';
import { timeOf } from '../../options/time.js';
import type { KeyRecord } from '../../state/records/key.js';

/** The key state of a seed, which must be one that such a key can have. */
export function seededState(
  { KeyState, DeletionDate, PendingDeletionWindowInDays, Origin, ReplicaRegions = [] }: KeySeed,
  materialGiven: boolean,
  now: number,
  path: string,
): Pick<KeyRecord, 'KeyState' | 'DeletionDate' | 'PendingDeletionWindowInDays'> {
  const empty = Origin === 'EXTERNAL' && !materialGiven;
  const deleted = ['PendingDeletion', 'PendingReplicaDeletion'];
  const allowed = empty ? ['PendingImport', ...deleted] : ['Enabled', 'Disabled', ...deleted];
  if (KeyState !== undefined && !allowed.includes(KeyState)) {
    const why = empty ? 'a key of Origin EXTERNAL without key material' : 'a key with key material';
    refuse(`${path}.KeyState`, `${why} cannot be ${KeyState}, only ${allowed.join(', ')}`);
  }
  if (KeyState === 'PendingReplicaDeletion') {
    if (ReplicaRegions.length === 0) refuse(`${path}.KeyState`, 'only a primary key with replica keys waits for them');
    const days = PendingDeletionWindowInDays ?? PENDING_WINDOW_IN_DAYS.default;
    return { KeyState, PendingDeletionWindowInDays: days };
  }
  if (PendingDeletionWindowInDays !== undefined) {
    refuse(`${path}.PendingDeletionWindowInDays`, 'only a key in KeyState PendingReplicaDeletion has one');
  }
  if (KeyState === 'PendingDeletion') {
    if (ReplicaRegions.length > 0) {
      refuse(
        `${path}.KeyState`,
        'a primary key with replica keys cannot be PendingDeletion, but PendingReplicaDeletion',
      );
    }
    return { KeyState, DeletionDate: deletionDate(DeletionDate, now, path) };
  }
  if (DeletionDate !== undefined) {
    refuse(`${path}.DeletionDate`, 'only a key in KeyState PendingDeletion has one');
  }
  return { KeyState: KeyState ?? (empty ? 'PendingImport' : 'Enabled') };
}

/** The key state of a replica key: that of its primary key, but for what the seed says and for deletion. */
export function replicaState(
  { KeyState, DeletionDate }: Pick<ReplicaSeed, 'KeyState' | 'DeletionDate'>,
  primary: KeyRecord,
  now: number,
  path: string,
): Pick<KeyRecord, 'KeyState' | 'DeletionDate'> {
  if (KeyState === 'PendingDeletion') return { KeyState, DeletionDate: deletionDate(DeletionDate, now, path) };
  if (DeletionDate !== undefined) refuse(`${path}.DeletionDate`, 'only a key in KeyState PendingDeletion has one');
  return { KeyState: KeyState ?? (primary.KeyState === 'PendingReplicaDeletion' ? 'Enabled' : primary.KeyState) };
}

function deletionDate(given: KeySeed['DeletionDate'], now: number, path: string): number {
  if (given === undefined) return now + PENDING_WINDOW_IN_DAYS.default * MILLISECONDS_PER_DAY;
  const date = timeOf(given);
  if (date <= now)
    refuse(
      `${path}.DeletionDate`,
      `${new Date(date).toISOString()} is not after the time of the world, ${new Date(now).toISOString()}`,
    );
  return date;
}
