import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { hasAllMaterials } from '../../rules/imported-material.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** The key comes back Disabled or, without its imported key material, PendingImport. https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const CancelKeyDeletion: Operation<'CancelKeyDeletion', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ states: 'cancelKeyDeletion' })],
  handler({ keys }) {
    const [key] = keys;
    const usable = key.Origin !== 'EXTERNAL' || hasAllMaterials(key);
    return {
      output: { KeyId: key.Arn },
      changes: [
        update('keys', key, {
          KeyState: usable ? 'Disabled' : 'PendingImport',
          DeletionDate: undefined,
          PendingDeletionWindowInDays: undefined,
        }),
      ],
    };
  },
};
