import type { Call } from '../../contract/call.js';
import { notPrimaryKey } from '../../model/faults/multi-region.js';
import { symmetricOnly } from '../../rules/algorithm.js';
import type { KeyRecord } from '../../state/records/key.js';

/** Replica keys follow their primary key. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html#multi-region-rotate */
export function notReplica(_call: Call, key: KeyRecord): void {
  if (key.MultiRegionKeyType === 'REPLICA') throw notPrimaryKey(key.Arn);
}

export function symmetricNotReplica(call: Call, key: KeyRecord): void {
  symmetricOnly(call, key);
  notReplica(call, key);
}
