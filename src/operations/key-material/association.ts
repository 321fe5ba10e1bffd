import type { InputOf } from '../../contract/call.js';
import { anotherMaterialPending, incorrectKeyMaterial } from '../../model/faults/import.js';
import { notPrimaryKey } from '../../model/faults/multi-region.js';
import { keySpec } from '../../model/key-specs.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterials } from '../../state/records/key-materials.js';

type Input = Pick<InputOf<'ImportKeyMaterial'>, 'ImportType' | 'KeyMaterialId' | 'KeyMaterialDescription'>;

/**
 * The key's materials once this one is imported: known material stays, new material becomes the key's first or waits for
 * RotateKeyOnDemand. https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
 */
export function associate(key: KeyRecord, imported: KeyMaterialEntry, input: Input): KeyMaterials {
  const { materials } = key;
  const { KeyMaterialId } = imported;
  if (input.KeyMaterialId !== undefined && input.KeyMaterialId !== KeyMaterialId) throw incorrectKeyMaterial();
  const known = materials.entries.some((entry) => entry.KeyMaterialId === KeyMaterialId);
  const expected = importType(materials, input) === 'EXISTING_KEY_MATERIAL';
  if (known !== expected) throw incorrectKeyMaterial();
  if (known) return { ...materials, entries: materials.entries.map((entry) => described(entry, imported)) };
  const entries = [...materials.entries, imported];
  if (materials.current === undefined) return { ...materials, entries, current: KeyMaterialId };
  checkRotatable(key, KeyMaterialId);
  return { ...materials, entries, pending: KeyMaterialId };
}

function importType({ current }: KeyMaterials, { ImportType, KeyMaterialId }: Input): Input['ImportType'] {
  if (ImportType !== undefined) return ImportType;
  return current === undefined && KeyMaterialId === undefined ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL';
}

/** The description of the last import that gave one. */
function described(entry: KeyMaterialEntry, { KeyMaterialId, KeyMaterialDescription }: KeyMaterialEntry) {
  if (entry.KeyMaterialId !== KeyMaterialId || KeyMaterialDescription === undefined) return entry;
  return { ...entry, KeyMaterialDescription };
}

function checkRotatable(key: KeyRecord, newId: string): void {
  const { pending } = key.materials;
  if (keySpec(key.KeySpec).type !== 'symmetric') throw incorrectKeyMaterial();
  if (key.MultiRegionKeyType === 'REPLICA') throw notPrimaryKey(key.Arn);
  if (pending !== undefined) throw anotherMaterialPending(newId, key.Arn, pending);
}
