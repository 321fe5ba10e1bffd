import { defaultPolicy } from '../../authorization/default-policy.js';
import { acceptKeyPolicy } from '../../authorization/key-policy.js';
import type { World } from '../../contract/world.js';
import { type Scope, scopeOf } from '../../model/arn.js';
import { duplicateTagKeys } from '../../model/faults/tags.js';
import { type KeySpecName, keySpec } from '../../model/key-specs.js';
import { ROTATION_PERIOD_IN_DAYS } from '../../model/limits.js';
import { refuse } from '../../options/checks.js';
import type { KeySeed, TagSeed } from '../../options/seeds/key-seed.js';
import { checkKeySeed } from '../../options/seeds/key-seed-members.js';
import { asKmsAllows } from '../../options/seeds/seed-checks.js';
import { timeOf } from '../../options/time.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { newKey } from '../../rules/new-key.js';
import { rotationFrom } from '../../rules/rotation.js';
import { addTags } from '../../rules/tag-rules.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterials, RotationSetting } from '../../state/records/key-materials.js';
import { readMaterials, specOfMaterials } from './given-materials.js';
import { keyTraits, multiRegion } from './seeded-key-traits.js';
import { importedOf, seededEntries } from './seeded-materials.js';
import { seededState } from './seeded-state.js';

/** A key of a seed, not yet planted. */
export interface SeededKey {
  readonly path: string;
  readonly key: KeyRecord;
}

/** Makes the key that a seed tells, or throws what is wrong with it. */
export function seededKey(world: World, place: Scope, seed: KeySeed, path: string): MaybePromise<SeededKey> {
  checkKeySeed(seed, path);
  const scope = scopeOf(seed.AWSAccountId ?? place.account, seed.Region ?? place.region);
  return whenReady(readMaterials(seed, path), (given) =>
    whenReady(specOfMaterials(given), (spec) => {
      const key = bareKey(world, scope, seed, spec, path);
      return whenReady(seededEntries(world, key, given), (entries) => {
        const rotation = rotationOf(seed, key, path);
        const imported = key.Origin === 'EXTERNAL' && entries.length > 0 && { imported: importedOf(entries, given) };
        return {
          path,
          key: {
            ...key,
            ...seededState(seed, given.length > 0, world.clock.now(), path),
            ...imported,
            materials: { ...history(key.materials, entries), ...(rotation && { rotation }) },
          },
        };
      });
    }),
  );
}

/** Enabled, and with new key material. */
function bareKey(world: World, scope: Scope, seed: KeySeed, specOfMaterial: KeySpecName | undefined, path: string) {
  const { KeyId, Description = '', CreationDate } = seed;
  const traits = keyTraits(seed, specOfMaterial, scope, path);
  return newKey(world, scope, CreationDate === undefined ? world.clock.now() : timeOf(CreationDate), {
    ...traits,
    Description,
    KeyManager: 'CUSTOMER',
    Policy: seededPolicy(world, scope, seed, path),
    Tags: seededTags(world, seed, path),
    MultiRegion: multiRegion(seed, path),
    ...(KeyId !== undefined && { KeyId }),
  });
}

/** The key policy of a seed, AWS's default where it has none. */
export function seededPolicy(
  { quotas }: World,
  scope: Scope,
  { Policy }: Pick<KeySeed, 'Policy'>,
  path: string,
): KeyRecord['Policy'] {
  const policy = typeof Policy === 'object' ? JSON.stringify(Policy) : Policy;
  return asKmsAllows(`${path}.Policy`, Policy, () =>
    policy === undefined ? defaultPolicy(scope) : acceptKeyPolicy(policy, scope.partition, quotas.keyPolicyBytes),
  );
}

/** The tags of a seed, those of AWS services last. */
export function seededTags({ quotas }: World, { Tags = [] }: Pick<KeySeed, 'Tags'>, path: string): KeyRecord['Tags'] {
  return asKmsAllows(`${path}.Tags`, Tags, () => {
    if (new Set(Tags.map(({ TagKey }) => TagKey)).size < Tags.length) throw duplicateTagKeys();
    const own = addTags(
      [],
      Tags.filter((tag) => !isOfServices(tag)),
      quotas.tagsPerKey,
    );
    const ofServices = Tags.filter(isOfServices).map(({ TagKey, TagValue }, at) => ({
      TagKey,
      TagValue,
      place: own.length + at + 1,
    }));
    return [...own, ...ofServices];
  });
}

/** Only AWS services add tags with this prefix; they count towards no quota. */
function isOfServices({ TagKey }: TagSeed): boolean {
  return /^aws:/i.test(TagKey);
}

function history(fresh: KeyMaterials, entries: KeyMaterials['entries']): KeyMaterials {
  const current = entries.at(-1)?.KeyMaterialId;
  if (current === undefined) return fresh;
  const onDemandRotations = entries.filter(({ rotation }) => rotation?.RotationType === 'ON_DEMAND').length;
  return { ...fresh, entries, current, onDemandRotations };
}

function rotationOf(
  seed: KeySeed,
  { CreationDate, KeySpec, Origin }: KeyRecord,
  path: string,
): RotationSetting | undefined {
  const { RotationPeriodInDays, NextRotationDate } = seed;
  if (RotationPeriodInDays === undefined && NextRotationDate === undefined) return undefined;
  if (keySpec(KeySpec).type !== 'symmetric' || Origin !== 'AWS_KMS') {
    const member = RotationPeriodInDays === undefined ? 'NextRotationDate' : 'RotationPeriodInDays';
    refuse(`${path}.${member}`, 'only symmetric encryption keys of Origin AWS_KMS rotate automatically');
  }
  const setting = rotationFrom(CreationDate, RotationPeriodInDays ?? ROTATION_PERIOD_IN_DAYS.default);
  return NextRotationDate === undefined ? setting : { ...setting, NextRotationDate: timeOf(NextRotationDate) };
}
