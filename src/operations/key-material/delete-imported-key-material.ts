import type { Operation } from '../../contract/operation.js';
import { keyMaterialNotFound } from '../../model/faults/import.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { dropMaterial } from '../../rules/imported-material.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** The current material where none is named. https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
export const DeleteImportedKeyMaterial: Operation<'DeleteImportedKeyMaterial', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), KeyMaterialId: Member.KeyMaterialId },
  keys: [
    managedKey({
      origins: ['EXTERNAL'],
      states: 'deleteImportedKeyMaterial',
    }),
  ],
  handler({ input, keys, world }) {
    const [key] = keys;
    const { entries, current } = key.materials;
    const named = entries.find(({ KeyMaterialId }) => KeyMaterialId === (input.KeyMaterialId ?? current));
    if (named === undefined && input.KeyMaterialId !== undefined) throw keyMaterialNotFound(input.KeyMaterialId);
    // Deleting what is not there succeeds, and changes nothing.
    if (named === undefined || key.imported?.[named.KeyMaterialId] === undefined) return { output: { KeyId: key.Arn } };
    return {
      output: { KeyId: key.Arn, ...materialIdMember('KeyMaterialId', key, named) },
      changes: dropMaterial(world.state, key, named.KeyMaterialId),
    };
  },
};
