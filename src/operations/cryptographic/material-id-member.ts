import { keySpec } from '../../model/key-specs.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry } from '../../state/records/key-materials.js';

/** The id of the material that did the work; only symmetric encryption keys tell it. */
export function materialIdMember<M extends string>(
  member: M,
  key: KeyRecord,
  { KeyMaterialId }: KeyMaterialEntry,
): { [name in M]?: string } {
  const told = keySpec(key.KeySpec).type === 'symmetric' && key.CustomKeyStoreId === undefined;
  return (told ? { [member]: KeyMaterialId } : {}) as { [name in M]?: string };
}
