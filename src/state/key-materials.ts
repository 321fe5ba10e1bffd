import type { KeyMaterialEntry, KeyMaterialsRecord } from './records/key-materials.js';

/** The material that encrypts, signs and makes MACs; the key state guarantees that there is one. */
export function currentMaterial(materials: KeyMaterialsRecord): KeyMaterialEntry {
  const entry = materials.entries.find(({ KeyMaterialId }) => KeyMaterialId === materials.current);
  if (entry === undefined) throw new Error(`[localkms] ${materials.id} has no current key material`);
  return entry;
}
