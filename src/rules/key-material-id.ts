import { keySpec } from '../model/key-specs.js';
import type { KeyRecord } from '../state/records/key.js';
import type { KeyMaterialEntry } from '../state/records/key-materials.js';

/** Only symmetric encryption keys whose material AWS KMS itself holds tell its id. */
export function tellsKeyMaterialId({ KeySpec, CustomKeyStoreId }: KeyRecord): boolean {
  return keySpec(KeySpec).type === 'symmetric' && CustomKeyStoreId === undefined;
}

/** The member of an output that tells the material which did the work; none where the key does not tell it. */
export function materialIdMember<M extends string>(
  member: M,
  key: KeyRecord,
  { KeyMaterialId }: KeyMaterialEntry,
): { [name in M]?: string } {
  // A computed name is any text to TypeScript.
  return (tellsKeyMaterialId(key) ? { [member]: KeyMaterialId } : {}) as { [name in M]?: string };
}
