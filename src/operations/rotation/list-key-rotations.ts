import type { KeyMaterialState, RotationsListEntry } from '@aws-sdk/client-kms';
import type { Operation } from '../../contract/operation.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { oneOf, required } from '../../model/shapes.js';
import { checkSymmetric } from '../../rules/check-algorithm.js';
import { type Placed, page } from '../../rules/paging.js';
import { isImportedEverywhere } from '../../rules/rotation.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry } from '../../state/records/key-materials.js';
import type { State } from '../../state/state.js';
import { managedKey } from '../key-uses.js';

/** Oldest first. https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html */
export const ListKeyRotations: Operation<'ListKeyRotations', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    IncludeKeyMaterial: oneOf(LAZY_ENUMS.IncludeKeyMaterial),
    Limit: Member.Limit,
    Marker: Member.Marker,
  },
  keys: [managedKey({ origins: ['AWS_KMS', 'EXTERNAL'], checkKey: checkSymmetric })],
  async handler(call) {
    const [key] = call.keys;
    const all = call.input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const rows = key.materials.entries
      .map((record, at): Placed<KeyMaterialEntry> => ({ sequence: at + 1, record }))
      .filter(({ record }) => all || record.rotation !== undefined);
    const { items, paging } = await page(call, { max: 1000, default: 100 }, (last) =>
      rows.filter(({ sequence }) => sequence > last),
    );
    return {
      output: { Rotations: items.map((entry) => listEntry(call.world.state, key, entry)), ...paging },
    };
  },
};

function listEntry(state: State, key: KeyRecord, entry: KeyMaterialEntry): RotationsListEntry {
  const { rotation, KeyMaterialId } = entry;
  return {
    KeyId: key.KeyId,
    KeyMaterialId,
    ...(entry.KeyMaterialDescription !== undefined && { KeyMaterialDescription: entry.KeyMaterialDescription }),
    ...(key.Origin === 'EXTERNAL' && {
      ImportState: key.imported?.[KeyMaterialId] === undefined ? 'PENDING_IMPORT' : 'IMPORTED',
    }),
    KeyMaterialState: keyMaterialState(state, key, KeyMaterialId),
    ...expiration(key, KeyMaterialId),
    ...(rotation && { RotationDate: new Date(rotation.RotationDate), RotationType: rotation.RotationType }),
  };
}

function keyMaterialState(state: State, key: KeyRecord, keyMaterialId: string): KeyMaterialState {
  const { current, pending } = key.materials;
  if (keyMaterialId === current) return 'CURRENT';
  if (keyMaterialId !== pending) return 'NON_CURRENT';
  return isImportedEverywhere(state, key, keyMaterialId)
    ? 'PENDING_ROTATION'
    : 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
}

/** Of imported material, while it is there. */
function expiration(
  { imported }: KeyRecord,
  keyMaterialId: string,
): Pick<RotationsListEntry, 'ExpirationModel' | 'ValidTo'> {
  const material = imported?.[keyMaterialId];
  if (material === undefined) return {};
  if (material.ValidTo === undefined) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
  return { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(material.ValidTo) };
}
