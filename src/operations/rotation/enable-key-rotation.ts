import { DEFAULT_ROTATION_PERIOD_IN_DAYS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { integer, required } from '../../model/shapes.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { rotationFrom } from '../../state/rotation.js';
import { materialsOf } from '../cryptographic/materials.js';
import { managedKey } from '../key-uses.js';
import { symmetricNotReplica } from './rotatable-key.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const EnableKeyRotation: Operation<'EnableKeyRotation'> = defineOperation({
  name: 'EnableKeyRotation',
  input: { KeyId: required(Member.KeyId), RotationPeriodInDays: integer(90, 2560) },
  keys: [
    managedKey({
      permission: 'EnableKeyRotation',
      origins: ['AWS_KMS'],
      states: 'keyRotation',
      fits: symmetricNotReplica,
    }),
  ],
  dryRun: false,
  tracksLastUsage: false,
  handler(call) {
    const [key] = call.keys as [KeyRecord];
    const materials = materialsOf(call, key);
    const { RotationPeriodInDays } = call.input;
    // Enabling what is enabled already, without a period, leaves the schedule alone.
    if (materials.rotation !== undefined && RotationPeriodInDays === undefined) return { output: {} };
    const rotation = rotationFrom(call.now, key.Arn, RotationPeriodInDays ?? DEFAULT_ROTATION_PERIOD_IN_DAYS);
    return { output: {}, changes: [update('keyMaterials', materials, { rotation })] };
  },
});
