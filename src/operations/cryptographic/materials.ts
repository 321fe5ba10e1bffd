import { memoByObject } from '../../bytes/memo.js';
import { keySpec } from '../../model/key-specs.js';
import type { Call } from '../../pipeline/operation.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import { currentMaterial } from '../../state/key-materials.js';
import { type KeyRecord, keyMaterialsId } from '../../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterialsRecord } from '../../state/records/key-materials.js';

// To build and hash the text anew at every call would cost ten times the look-up.
const materialsId = memoByObject(keyMaterialsId);

/** The materials of a key that the pipeline has found usable. */
export function materialsOf({ world }: Pick<Call, 'world'>, key: KeyRecord): KeyMaterialsRecord {
  return world.state.get('keyMaterials', materialsId(key)) as KeyMaterialsRecord;
}

/** The material that signs, agrees, encapsulates and makes MACs: such a key has but one. */
export function currentMaterialOf(call: Pick<Call, 'world'>, key: KeyRecord): KeyMaterial {
  return currentMaterial(materialsOf(call, key)).material;
}

/** The id of the material that did the work; only symmetric encryption keys tell it. */
export function materialIdMember<M extends string>(
  member: M,
  key: KeyRecord,
  { KeyMaterialId }: KeyMaterialEntry,
): { [name in M]?: string } {
  const told = keySpec(key.KeySpec).type === 'symmetric' && key.CustomKeyStoreId === undefined;
  return (told ? { [member]: KeyMaterialId } : {}) as { [name in M]?: string };
}
