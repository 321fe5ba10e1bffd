import type { Call } from '../../contract/operation.js';
import type { World } from '../../contract/world.js';
import { type Change, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { RotationSetting } from '../../state/records/key-materials.js';
import { newKeyMaterial } from '../new-key.js';
import { changeMaterials } from '../related-keys.js';
import { rotateTo, rotationFrom } from '../rotation.js';

/** The automatic rotation that is due, dated as it was due. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
export function rotateAutomatically(world: World, key: KeyRecord): Change[] {
  const { materials } = key;
  const { NextRotationDate, RotationPeriodInDays } = materials.rotation as RotationSetting;
  const entry = newKeyMaterial(world, key, materials.entries.length);
  return changeMaterials(world.state, key, {
    ...rotateTo(materials, entry, 'AUTOMATIC', NextRotationDate),
    rotation: rotationFrom(NextRotationDate, RotationPeriodInDays),
  });
}

/** A key that is enabled again rotates at once when it would have rotated meanwhile. */
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
