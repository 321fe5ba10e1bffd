import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/**
 * On-demand rotations are over at once, so OnDemandRotationStartDate never shows.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
export const GetKeyRotationStatus: Operation<'GetKeyRotationStatus', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ crossAccount: true, origins: ['AWS_KMS'] })],
  handler({ keys }) {
    const [key] = keys;
    const { rotation } = key.materials;
    const deleted = key.KeyState === 'PendingDeletion' || key.KeyState === 'PendingReplicaDeletion';
    if (rotation === undefined || deleted) return { output: { KeyRotationEnabled: false, KeyId: key.Arn } };
    return {
      output: {
        KeyRotationEnabled: true,
        KeyId: key.Arn,
        RotationPeriodInDays: rotation.RotationPeriodInDays,
        NextRotationDate: new Date(rotation.NextRotationDate),
      },
    };
  },
};
