import type { World } from '../../contract/world.js';
import { keyArn, partitionOf, scopeOf } from '../../model/arn.js';
import { refuse } from '../../options/checks.js';
import type { KeySeed, ReplicaSeed } from '../../options/seeds/key-seed.js';
import { timeOf } from '../../options/time.js';
import type { KeyRecord } from '../../state/records/key.js';
import { seededPolicy, seededTags } from './seeded-key.js';
import { replicaState } from './seeded-state.js';

/** A primary key's replica keys, each as it is itself but for what their seeds say. */
export function seededReplicas(
  world: World,
  primary: KeyRecord,
  { ReplicaRegions = [] }: KeySeed,
  path: string,
): KeyRecord[] {
  const seeds = ReplicaRegions.map((given) => (typeof given === 'string' ? { Region: given } : given));
  const regions = seeds.map(({ Region }) => Region);
  const { PendingDeletionWindowInDays: _ofThePrimary, ...shared } = primary;
  return seeds.map((seed, at) => {
    const place = `${path}.ReplicaRegions[${at}]`;
    const region = seed.Region;
    if (partitionOf(region) !== partitionOf(primary.region)) {
      refuse(place, `${region} is not in the partition of ${primary.region}, where the primary key is`);
    }
    if (region === primary.region) refuse(place, `${region} is the Region of the primary key itself`);
    if (regions.indexOf(region) < at) refuse(place, `${region} is in the list twice`);
    const scope = scopeOf(primary.account, region);
    const Arn = keyArn(scope, primary.KeyId);
    return { ...shared, Arn, region, MultiRegionKeyType: 'REPLICA' as const, ...own(seed, place) };
  });

  function own({ Region, ...seed }: ReplicaSeed, place: string): Partial<KeyRecord> {
    return {
      ...(seed.Description !== undefined && { Description: seed.Description }),
      ...(seed.CreationDate !== undefined && { CreationDate: timeOf(seed.CreationDate) }),
      ...replicaState(seed, primary, world.clock.now(), place),
      ...(seed.Policy !== undefined && {
        Policy: seededPolicy(world, scopeOf(primary.account, Region), seed, place),
      }),
      ...(seed.Tags !== undefined && { Tags: seededTags(world, seed, place) }),
    };
  }
}
