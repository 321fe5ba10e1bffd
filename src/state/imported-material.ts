import { type Change, replace, update } from './changes.js';
import { type ImportedMaterial, type KeyRecord, keyMaterialsId } from './records/key.js';
import type { KeyMaterialsRecord } from './records/key-materials.js';
import { relatedKeys } from './related-keys.js';
import type { State } from './state.js';

/** Imported material by KeyMaterialId, as one Region's key holds it. */
export type Imported = NonNullable<KeyRecord['imported']>;

/** Whether a key of Origin EXTERNAL holds every material that is permanently its own: all but a pending one. */
export function hasAllMaterials(
  { imported = {} }: KeyRecord,
  { current, pending, entries }: KeyMaterialsRecord,
): boolean {
  return (
    current !== undefined &&
    entries.every(({ KeyMaterialId }) => KeyMaterialId === pending || KeyMaterialId in imported)
  );
}

/** The key with these imported materials, in the key state that follows from them. */
export function holdMaterials(key: KeyRecord, materials: KeyMaterialsRecord, imported: Imported): Change {
  const complete = hasAllMaterials({ ...key, imported }, materials);
  if (key.KeyState === 'PendingDeletion' || key.KeyState === 'PendingReplicaDeletion') {
    return update('keys', key, { imported });
  }
  // Updating ends where the material does.
  if (!complete) return update('keys', key, { imported, KeyState: 'PendingImport', transition: undefined });
  return update('keys', key, { imported, KeyState: key.KeyState === 'PendingImport' ? 'Enabled' : key.KeyState });
}

/**
 * What deleting an imported material changes, also when it expires. A pending one is not permanently associated with the
 * key: with the primary key (or the only one) loses it every related key does.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html
 */
export function dropMaterial(state: State, key: KeyRecord, keyMaterialId: string): Change[] {
  const materials = state.get('keyMaterials', keyMaterialsId(key)) as KeyMaterialsRecord;
  if (keyMaterialId !== materials.pending || key.MultiRegionKeyType === 'REPLICA') {
    return [holdMaterials(key, materials, without(key.imported, keyMaterialId))];
  }
  const { pending: _pending, ...rest } = materials;
  const entries = materials.entries.filter((entry) => entry.KeyMaterialId !== keyMaterialId);
  const remaining = { ...rest, entries };
  const holders = relatedKeys(state, key).filter(({ imported = {} }) => keyMaterialId in imported);
  return [
    replace('keyMaterials', materials, remaining),
    ...holders.map((holder) => holdMaterials(holder, remaining, without(holder.imported, keyMaterialId))),
  ];
}

function without(imported: Imported = {}, keyMaterialId: string): Imported {
  const { [keyMaterialId]: _dropped, ...kept }: { readonly [id: string]: ImportedMaterial } = imported;
  return kept;
}
