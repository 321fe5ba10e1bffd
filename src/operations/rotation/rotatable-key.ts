import type { Call } from '../../contract/call.js';
import { notPrimaryKey } from '../../model/faults/multi-region.js';
import { checkSymmetric } from '../../rules/check-algorithm.js';
import type { KeyRecord } from '../../state/records/key.js';

/** Replica keys follow their primary key. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html#multi-region-rotate */
export function checkNotReplica(_call: Call, key: KeyRecord): void {
  if (key.MultiRegionKeyType === 'REPLICA') throw notPrimaryKey(key.Arn);
}

export function checkRotatable(call: Call, key: KeyRecord): void {
  checkSymmetric(call, key);
  checkNotReplica(call, key);
}
