import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { groupedBy, type Resource, resourcesOf, type UnresolvedValue } from './resources.js';

/**
 * The seeds of keys, with their grants, and aliases; what points at a key that is not among them is unresolved.
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
  const grants = resourcesOf(resources, 'grant');

  const primaries = new Set(keys.map(({ arn }) => arn));
  const hasPrimary = ({ primaryArn }: { primaryArn: string }) => primaries.has(primaryArn);
  const known = new Set([...primaries, ...replicas.filter(hasPrimary).map(({ arn }) => arn)]);
  const policyOf = new Map(policies.map(({ keyArn, document }) => [keyArn, { Policy: document }]));
  const replicasOf = groupedBy(replicas, ({ primaryArn }) => primaryArn);
  const grantsOf = groupedBy(grants, ({ keyArn }) => keyArn);

  return {
    keys: keys.map(({ arn, seed }) => {
      const own = (replicasOf.get(arn) ?? []).map((replica) => ({ ...replica.seed, ...policyOf.get(replica.arn) }));
      const Grants = (grantsOf.get(arn) ?? []).map((grant) => grant.seed);
      return {
        ...seed,
        ...policyOf.get(arn),
        ...(Grants.length > 0 && { Grants }),
        ...(own.length > 0 && { ReplicaRegions: own }),
      };
    }),
    aliases: aliases.filter(({ seed }) => known.has(seed.TargetKeyId)).map(({ seed }) => seed),
    unresolved: [
      ...replicas.filter((one) => !hasPrimary(one)).map((one) => ({ ...one, key: one.primaryArn })),
      ...aliases.map((one) => ({ ...one, key: one.seed.TargetKeyId })).filter(({ key }) => !known.has(key)),
      ...policies.map((one) => ({ ...one, key: one.keyArn })).filter(({ key }) => !known.has(key)),
      ...grants.map((one) => ({ ...one, key: one.keyArn })).filter(({ key }) => !primaries.has(key)),
    ]
      .filter(({ key }) => !absent.has(key))
      .map(({ logicalId, path, key }) => {
        const why = known.has(key) ? 'a replica key, which starts without grants' : 'none of those that were read';
        return { logicalId, path, reason: `the key ${key} is ${why}` };
      }),
  };
}
