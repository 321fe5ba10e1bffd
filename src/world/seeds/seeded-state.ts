import { MILLISECONDS_PER_DAY, PENDING_WINDOW_IN_DAYS } from '../../model/limits.js';
import { refuse } from '../../options/checks.js';
import type { KeySeed } from '../../options/seeds/key-seed.js';
import { timeOf } from '../../options/time.js';
import type { KeyRecord } from '../../state/records/key.js';

/** The key state of a seed, which must be one that such a key can have. */
export function seededState(
  { KeyState, DeletionDate, Origin, ReplicaRegions = [] }: KeySeed,
  materialGiven: boolean,
  now: number,
  path: string,
): Pick<KeyRecord, 'KeyState' | 'DeletionDate'> {
  const empty = Origin === 'EXTERNAL' && !materialGiven;
  const allowed = empty ? ['PendingImport', 'PendingDeletion'] : ['Enabled', 'Disabled', 'PendingDeletion'];
  if (KeyState !== undefined && !allowed.includes(KeyState)) {
    const why = empty ? 'a key of Origin EXTERNAL without key material' : 'a key with key material';
    refuse(`${path}.KeyState`, `${why} cannot be ${KeyState}, only ${allowed.join(', ')}`);
  }
  if (KeyState === 'PendingDeletion') {
    // AWS keeps such a primary key in PendingReplicaDeletion.
    if (ReplicaRegions.length > 0)
      refuse(`${path}.KeyState`, 'a primary key cannot be PendingDeletion while it has replica keys');
    return { KeyState, DeletionDate: deletionDate(DeletionDate, now, path) };
  }
  if (DeletionDate !== undefined) {
    refuse(`${path}.DeletionDate`, 'only a key in KeyState PendingDeletion has one');
  }
  return { KeyState: KeyState ?? (empty ? 'PendingImport' : 'Enabled') };
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
