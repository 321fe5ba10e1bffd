import { keyArn, partitionOf, scopeOf } from '../../model/arn.js';
import { refuse } from '../../options/checks.js';
import type { KeyRecord } from '../../state/records/key.js';

/** A primary key's replica keys, each as it is itself. */
export function seededReplicas(primary: KeyRecord, regions: readonly string[], path: string): KeyRecord[] {
  return regions.map((region, at) => {
    const place = `${path}.ReplicaRegions[${at}]`;
    if (partitionOf(region) !== partitionOf(primary.region)) {
      refuse(place, `${region} is not in the partition of ${primary.region}, where the primary key is`);
    }
    if (region === primary.region) refuse(place, `${region} is the Region of the primary key itself`);
    if (regions.indexOf(region) < at) refuse(place, `${region} is in the list twice`);
    const Arn = keyArn(scopeOf(primary.account, region), primary.KeyId);
    return { ...primary, Arn, region, MultiRegionKeyType: 'REPLICA' as const };
  });
}
