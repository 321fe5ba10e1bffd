import type { RotationType } from '@aws-sdk/client-kms';
import type { Call } from '../contract/call.js';
import { MILLISECONDS_PER_DAY } from '../model/limits.js';
import { type Change, update } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterials, RotationSetting } from '../state/records/key-materials.js';
import type { State } from '../state/state.js';
import { changeMaterials, relatedKeys } from './related-keys.js';

/** Automatic rotation whose first period starts at `from`. */
export function rotationFrom(from: number, RotationPeriodInDays: number): RotationSetting {
  return { RotationPeriodInDays, NextRotationDate: from + RotationPeriodInDays * MILLISECONDS_PER_DAY };
}

/** The materials after a rotation: `entry`, new or pending until now, is the current one; the others stay for Decrypt. */
export function rotateTo(
  { pending, ...materials }: KeyMaterials,
  entry: KeyMaterialEntry,
  RotationType: RotationType,
  RotationDate: number,
): KeyMaterials {
  const { KeyMaterialId } = entry;
  const others = materials.entries.filter((other) => other.KeyMaterialId !== KeyMaterialId);
  return {
    ...materials,
    entries: [...others, { ...entry, rotation: { RotationDate, RotationType } }],
    current: KeyMaterialId,
    ...(pending !== undefined && pending !== KeyMaterialId && { pending }),
  };
}

/** Related multi-Region keys rotate together, so new material must be in each of them. */
export function isImportedEverywhere(state: State, key: KeyRecord, keyMaterialId: string): boolean {
  return relatedKeys(state, key).every(({ imported }) => imported?.[keyMaterialId] !== undefined);
}

/** EnableKey: a key rotates at once when it would have rotated while it was disabled. */
export function enable({ world, now }: Pick<Call, 'world' | 'now'>, key: KeyRecord): Change[] {
  const { materials, MultiRegionKeyType } = key;
  const { rotation } = materials;
  const enabled = { KeyState: 'Enabled' } as const;
  if (MultiRegionKeyType === 'REPLICA' || rotation === undefined || rotation.NextRotationDate > now) {
    return [update('keys', key, enabled)];
  }
  const overdue = { ...materials, rotation: { ...rotation, NextRotationDate: now } };
  return changeMaterials(world.state, key, overdue, (one) => (one === key ? enabled : {}));
}
