import type { World } from '../../contract/world.js';
import { MILLISECONDS_PER_DAY } from '../../model/limits.js';
import type { Change } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterials, RotationSetting } from '../../state/records/key-materials.js';
import { newKeyMaterial } from '../new-key.js';
import { changeMaterials } from '../related-keys.js';
import { rotationFrom } from '../rotation.js';

/**
 * When automatic rotation is due. A key that is not enabled does not rotate; related multi-Region keys rotate with their
 * primary key. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function nextRotation({ KeyState, MultiRegionKeyType, materials }: KeyRecord): number | undefined {
  // Updating is over in a moment, and no key state that hinders use.
  const rotates = KeyState === 'Enabled' || KeyState === 'Updating';
  return rotates && MultiRegionKeyType !== 'REPLICA' ? materials.rotation?.NextRotationDate : undefined;
}

/** In milliseconds; of a key that rotates. */
export function rotationPeriod({ materials }: KeyRecord): number {
  return periodInDays(materials) * MILLISECONDS_PER_DAY;
}

/** The automatic rotations that are due, each with the date of its own. */
export function rotateAutomatically(world: World, key: KeyRecord, dates: readonly [number, ...number[]]): Change[] {
  const { entries } = key.materials;
  const added = dates.map((RotationDate, at): KeyMaterialEntry => {
    const entry = newKeyMaterial(world, key, entries.length + at);
    return { ...entry, rotation: { RotationDate, RotationType: 'AUTOMATIC' } };
  });
  // There is one date at least.
  const [latest, last] = [added.at(-1), dates.at(-1)] as [KeyMaterialEntry, number];
  return changeMaterials(world.state, key, {
    ...key.materials,
    entries: [...entries, ...added],
    current: latest.KeyMaterialId,
    rotation: rotationFrom(last, periodInDays(key.materials)),
  });
}

/** Only what has a rotation setting is ever due. */
function periodInDays({ rotation }: KeyMaterials): number {
  return (rotation as RotationSetting).RotationPeriodInDays;
}
