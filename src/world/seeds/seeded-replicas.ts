import { keyArn, partitionOf, scopeOf } from '../../model/arn.js';
import { refuseOption } from '../../options/checks.js';
import type { KeyRecord } from '../../state/records/key.js';

/** A primary key's replica keys, each as it is itself. */
export function seededReplicas(primary: KeyRecord, regions: readonly string[], path: string): KeyRecord[] {
  return regions.map((region, at) => {
    const place = `${path}.ReplicaRegions[${at}]`;
    if (partitionOf(region) !== partitionOf(primary.region)) {
      refuseOption(place, region, `in the partition of ${primary.region}`);
    }
    if (region === primary.region) refuseOption(place, region, 'another Region than that of the primary key');
    if (regions.indexOf(region) < at) refuseOption(place, region, 'new: the list has it before');
    const Arn = keyArn(scopeOf(primary.account, region), primary.KeyId);
    return { ...primary, Arn, region, MultiRegionKeyType: 'REPLICA' as const };
  });
}
