import type { KeyState } from '@aws-sdk/client-kms';
import { keyMaterialId } from '../../src/crypto/key-material.js';
import type { KeyMaterial } from '../../src/ports/crypto-backend.js';
import { type Change, update } from '../../src/state/changes.js';
import { type KeyRecord, keyMaterialsId } from '../../src/state/records/key.js';
import type { KeyMaterialsRecord } from '../../src/state/records/key-materials.js';
import type { TestKms } from './engine.js';

/** Every key state that AWS shows. */
export const KEY_STATES: readonly KeyState[] = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'PendingImport',
  'Creating',
  'Updating',
];

export function keyRecord({ world }: TestKms, arn: string): KeyRecord {
  return world.state.get('keys', arn) as KeyRecord;
}

export function materialsRecord(kms: TestKms, arn: string): KeyMaterialsRecord {
  return kms.world.state.get('keyMaterials', keyMaterialsId(keyRecord(kms, arn))) as KeyMaterialsRecord;
}

/** Puts a key into a key state whatever leads there. */
export function putKey(kms: TestKms, arn: string, members: Partial<KeyRecord>): void {
  applyAll(kms, [update('keys', keyRecord(kms, arn), members)]);
}

/** Gives a key of Origin EXTERNAL material, as imports would: the first becomes current, one more is pending. */
export function putImportedMaterial(kms: TestKms, arn: string, value: string, ValidTo?: number): string {
  const key = keyRecord(kms, arn);
  const materials = materialsRecord(kms, arn);
  const material: KeyMaterial = { spec: key.KeySpec, form: 'secret', value };
  const KeyMaterialId = keyMaterialId(key.KeyId, material);
  const imported = { ...key.imported, [KeyMaterialId]: ValidTo === undefined ? {} : { ValidTo } };
  applyAll(kms, [
    update('keys', key, { KeyState: 'Enabled', imported }),
    update('keyMaterials', materials, {
      entries: [...materials.entries, { KeyMaterialId, material }],
      ...(materials.current === undefined ? { current: KeyMaterialId } : { pending: KeyMaterialId }),
    }),
  ]);
  return KeyMaterialId;
}

function applyAll({ world }: TestKms, changes: readonly Change[]): void {
  if (!world.state.apply(changes)) throw new Error('the records are not what they were');
}
