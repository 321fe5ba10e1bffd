import { type Change, type Members, update } from '../state/changes.js';
import type { ImportedMaterial, KeyRecord } from '../state/records/key.js';
import type { KeyMaterials } from '../state/records/key-materials.js';
import type { State } from '../state/state.js';
import { changeMaterials } from './related-keys.js';

/** Imported material by KeyMaterialId, as one Region's key holds it. */
export type Imported = NonNullable<KeyRecord['imported']>;

/** Whether a key of Origin EXTERNAL holds every material that is permanently its own: all but a pending one. */
export function hasAllMaterials({ imported = {}, materials }: Pick<KeyRecord, 'imported' | 'materials'>): boolean {
  const { current, pending, entries } = materials;
  return (
    current !== undefined &&
    entries.every(({ KeyMaterialId }) => KeyMaterialId === pending || KeyMaterialId in imported)
  );
}

/** The members of a key that has these imported materials: its key state follows from them. */
export function holdMaterials(
  { KeyState }: KeyRecord,
  materials: KeyMaterials,
  imported: Imported,
): Members<KeyRecord> {
  if (KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion') return { imported };
  // Updating ends where the material does.
  if (!hasAllMaterials({ imported, materials })) return { imported, KeyState: 'PendingImport', transition: undefined };
  return { imported, KeyState: KeyState === 'PendingImport' ? 'Enabled' : KeyState };
}

/**
 * What deleting an imported material changes, also when it expires. A pending material does not belong to the key for good:
 * deleted from the primary key, it is gone from all related keys.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html
 */
export function dropMaterial(state: State, key: KeyRecord, keyMaterialId: string): Change[] {
  const { pending, ...rest } = key.materials;
  if (keyMaterialId !== pending || key.MultiRegionKeyType === 'REPLICA') {
    return [update('keys', key, holdMaterials(key, key.materials, without(key.imported, keyMaterialId)))];
  }
  const materials = { ...rest, entries: rest.entries.filter((entry) => entry.KeyMaterialId !== keyMaterialId) };
  return changeMaterials(state, key, materials, (one) =>
    one.imported?.[keyMaterialId] === undefined
      ? {}
      : holdMaterials(one, materials, without(one.imported, keyMaterialId)),
  );
}

function without(imported: Imported = {}, keyMaterialId: string): Imported {
  const { [keyMaterialId]: _dropped, ...kept }: { readonly [id: string]: ImportedMaterial } = imported;
  return kept;
}
