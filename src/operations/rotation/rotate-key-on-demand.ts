import type { Call } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import {
  automaticRotationIsNear,
  noKeyMaterialPendingRotation,
  onDemandRotationsExhausted,
} from '../../model/faults/on-demand-rotation.js';
import { AUTOMATIC_ROTATION_IS_NEAR_MS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { newKeyMaterial } from '../../rules/new-key.js';
import { changeMaterials } from '../../rules/related-keys.js';
import { isImportedEverywhere, rotateTo } from '../../rules/rotation.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry } from '../../state/records/key-materials.js';
import { managedKey } from '../key-uses.js';
import { checkRotatable } from './rotatable-key.js';

/** Done at once; the automatic schedule stays. https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
export const RotateKeyOnDemand: Operation<'RotateKeyOnDemand', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [
    managedKey({
      origins: ['AWS_KMS', 'EXTERNAL'],
      states: 'rotateKeyOnDemand',
      checkKey: checkRotatable,
    }),
  ],
  handler(call) {
    const { now, world } = call;
    const [key] = call.keys;
    const { rotation, onDemandRotations } = key.materials;
    if (onDemandRotations >= world.quotas.onDemandRotationsPerKey) throw onDemandRotationsExhausted(key.Arn);
    if (rotation !== undefined && rotation.NextRotationDate - now <= AUTOMATIC_ROTATION_IS_NEAR_MS) {
      throw automaticRotationIsNear(key.Arn);
    }
    const rotated = rotateTo(key.materials, nextMaterial(call, key), 'ON_DEMAND', now);
    return {
      output: { KeyId: key.Arn },
      changes: changeMaterials(world.state, key, { ...rotated, onDemandRotations: onDemandRotations + 1 }),
    };
  },
};

/** Fresh, or with Origin EXTERNAL the material that waits for this rotation. */
function nextMaterial({ world }: Call, key: KeyRecord): KeyMaterialEntry {
  const { entries, pending } = key.materials;
  if (key.Origin === 'AWS_KMS') return newKeyMaterial(world, key, entries.length);
  const waiting = entries.find(({ KeyMaterialId }) => KeyMaterialId === pending);
  if (waiting === undefined || !isImportedEverywhere(world.state, key, waiting.KeyMaterialId)) {
    throw noKeyMaterialPendingRotation(key.Arn);
  }
  return waiting;
}
