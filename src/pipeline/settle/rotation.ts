import { type Change, replace, update } from '../../state/changes.js';
import { type KeyRecord, keyMaterialsId } from '../../state/records/key.js';
import type { KeyMaterialsRecord } from '../../state/records/key-materials.js';
import { rotateTo, rotationFrom } from '../../state/rotation.js';
import type { State } from '../../state/state.js';
import { newKeyMaterial } from '../new-key.js';
import type { Call } from '../operation.js';
import type { World } from '../world.js';

/**
 * The automatic rotation that is due, dated as it was due. A key that is not enabled stays as it is.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function rotateAutomatically(world: World, id: string, now: number): Change[] {
  const materials = world.state.get('keyMaterials', id) as KeyMaterialsRecord;
  const { rotation, entries } = materials;
  if (rotation === undefined || rotation.NextRotationDate > now) return [];
  const key = rotatingKey(world.state, id, rotation.keyArn);
  // Updating is over in a moment, and no key state that hinders use.
  if (key?.KeyState !== 'Enabled' && key?.KeyState !== 'Updating') return [];
  const { NextRotationDate, RotationPeriodInDays, keyArn } = rotation;
  const rotated = rotateTo(materials, newKeyMaterial(world, key, entries.length), 'AUTOMATIC', NextRotationDate);
  return [
    replace('keyMaterials', materials, {
      ...rotated,
      rotation: rotationFrom(NextRotationDate, keyArn, RotationPeriodInDays),
    }),
  ];
}

function rotatingKey(state: State, id: string, keyArn: string): KeyRecord | undefined {
  const primary = state.list('keys', 'related', id).find((key) => key.MultiRegionKeyType === 'PRIMARY');
  return primary ?? state.get('keys', keyArn);
}

/** A key that is enabled again rotates at once when it would have rotated meanwhile. */
export function resumeRotation({ world, now }: Pick<Call, 'world' | 'now'>, key: KeyRecord): Change[] {
  if (key.MultiRegionKeyType === 'REPLICA') return [];
  const materials = world.state.get('keyMaterials', keyMaterialsId(key)) as KeyMaterialsRecord;
  const { rotation } = materials;
  if (rotation === undefined || rotation.NextRotationDate > now) return [];
  return [update('keyMaterials', materials, { rotation: { ...rotation, NextRotationDate: now } })];
}
