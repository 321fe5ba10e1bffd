import type { World } from '../contract/world.js';
import { type ExportedKeyMaterial, exportKeyMaterial } from '../crypto/export-key-material.js';
import { hidden } from './calls/redacted.js';

/** The key material that a key has now, current or by its id, in the forms that assertions compare. */
export async function exportMaterial(
  { state, crypto }: World,
  keyArn: string,
  KeyMaterialId?: string,
): Promise<ExportedKeyMaterial> {
  const materials = state.get('keys', keyArn)?.materials;
  const wanted = KeyMaterialId ?? materials?.current;
  const entry = materials?.entries.find((one) => one.KeyMaterialId === wanted);
  if (entry === undefined) {
    throw new Error(
      `[localkms] ${keyArn} has no key material${KeyMaterialId === undefined ? '' : ` ${KeyMaterialId}`}`,
    );
  }
  return hidden(await exportKeyMaterial(crypto, entry.material));
}
