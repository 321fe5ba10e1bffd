import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { groupedBy, type Resource, resourcesOf, type UnresolvedValue } from './resources.js';

/**
 * The seeds of keys and aliases; what points at a key that is not among them is unresolved.
 *
 * @param absent ARNs of keys that are left out, with what points at them
 */
export function seedsOf(
  resources: readonly Resource[],
  absent: ReadonlySet<string>,
): {
  readonly keys: readonly KeySeed[];
  readonly aliases: readonly AliasSeed[];
  readonly unresolved: readonly UnresolvedValue[];
} {
  const keys = resourcesOf(resources, 'key');
  const replicas = resourcesOf(resources, 'replica');
  const policies = resourcesOf(resources, 'key policy');
  const aliases = resourcesOf(resources, 'alias');

  const primaries = new Set(keys.map(({ arn }) => arn));
  const hasPrimary = ({ primaryArn }: { primaryArn: string }) => primaries.has(primaryArn);
  const known = new Set([...primaries, ...replicas.filter(hasPrimary).map(({ arn }) => arn)]);
  const policyOf = new Map(policies.map(({ keyArn, document }) => [keyArn, { Policy: document }]));
  const replicasOf = groupedBy(replicas, ({ primaryArn }) => primaryArn);

  return {
    keys: keys.map(({ arn, seed }) => {
      const own = (replicasOf.get(arn) ?? []).map((replica) => ({ ...replica.seed, ...policyOf.get(replica.arn) }));
      return { ...seed, ...policyOf.get(arn), ...(own.length > 0 && { ReplicaRegions: own }) };
    }),
    aliases: aliases.filter(({ seed }) => known.has(seed.TargetKeyId)).map(({ seed }) => seed),
    unresolved: [
      ...replicas.filter((one) => !hasPrimary(one)).map((one) => ({ ...one, key: one.primaryArn })),
      ...aliases.map((one) => ({ ...one, key: one.seed.TargetKeyId })).filter(({ key }) => !known.has(key)),
      ...policies.map((one) => ({ ...one, key: one.keyArn })).filter(({ key }) => !known.has(key)),
    ]
      .filter(({ key }) => !absent.has(key))
      .map(({ logicalId, path, key }) => {
        return { logicalId, path, reason: `the key ${key} is none of those that were read` };
      }),
  };
}
