import type { Operation } from '../../contract/operation.js';
import { ROTATION_PERIOD_IN_DAYS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { integer, required } from '../../model/shapes.js';
import { changeMaterials } from '../../rules/related-keys.js';
import { rotationFrom } from '../../rules/rotation.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkRotatable } from './rotatable-key.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const EnableKeyRotation: Operation<'EnableKeyRotation', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    RotationPeriodInDays: integer(ROTATION_PERIOD_IN_DAYS.min, ROTATION_PERIOD_IN_DAYS.max),
  },
  keys: [
    managedKey({
      origins: ['AWS_KMS'],
      states: 'keyRotation',
      checkKey: checkRotatable,
    }),
  ],
  handler({ input, keys, now, world }) {
    const [key] = keys;
    const { materials } = key;
    const { RotationPeriodInDays } = input;
    // Enabling what is enabled already, without a period, leaves the schedule alone.
    if (materials.rotation !== undefined && RotationPeriodInDays === undefined) return { output: {} };
    const rotation = rotationFrom(now, RotationPeriodInDays ?? ROTATION_PERIOD_IN_DAYS.default);
    return { output: {}, changes: changeMaterials(world.state, key, { ...materials, rotation }) };
  },
};
