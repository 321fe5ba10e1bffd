import { notPrimaryKey } from '../../model/faults/multi-region.js';
import type { KeyRecord } from '../../state/records/key.js';

/** Only the primary key of related multi-Region keys is replicated, and only it hands its role on. */
export function checkPrimaryKey(key: KeyRecord): void {
  if (key.MultiRegionKeyType !== 'PRIMARY') throw notPrimaryKey(key.Arn);
}
