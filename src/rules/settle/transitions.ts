import { type Change, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';

/** Creating or Updating is over. */
export function endTransition(key: KeyRecord): Change[] {
  return [update('keys', key, { KeyState: key.transition?.to, transition: undefined })];
}
