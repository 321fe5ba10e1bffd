import type { KeyRecord } from './records/key.js';
import type { KeyMaterialEntry } from './records/key-materials.js';

/** The material that encrypts, signs and makes MACs; the key state guarantees that there is one. */
export function currentMaterial({ Arn, materials }: KeyRecord): KeyMaterialEntry {
  const entry = materials.entries.find(({ KeyMaterialId }) => KeyMaterialId === materials.current);
  if (entry === undefined) throw new Error(`[localkms] ${Arn} has no current key material`);
  return entry;
}
