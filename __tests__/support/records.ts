import type { KeyState } from '@aws-sdk/client-kms';
import { keyMaterialId } from '../../src/crypto/key-material.js';
import type { KeyMaterial } from '../../src/ports/crypto-backend.js';
import { changeMaterials } from '../../src/rules/related-keys.js';
import { type Change, update } from '../../src/state/changes.js';
import type { KeyRecord } from '../../src/state/records/key.js';
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

/** Puts a key into a key state whatever leads there. */
export function putKey(kms: TestKms, arn: string, members: Partial<KeyRecord>): void {
  applyAll(kms, [update('keys', keyRecord(kms, arn), members)]);
}

/** Gives a key of Origin EXTERNAL material, as imports would: the first becomes current, one more is pending. */
export function putImportedMaterial(kms: TestKms, arn: string, value: string, ValidTo?: number): string {
  const key = keyRecord(kms, arn);
  const { materials } = key;
  const material: KeyMaterial = { spec: key.KeySpec, form: 'secret', value };
  const KeyMaterialId = keyMaterialId(key.KeyId, material);
  const imported = { ...key.imported, [KeyMaterialId]: ValidTo === undefined ? {} : { ValidTo } };
  const entries = [...materials.entries, { KeyMaterialId, material }];
  const role = materials.current === undefined ? { current: KeyMaterialId } : { pending: KeyMaterialId };
  applyAll(
    kms,
    changeMaterials(kms.world.state, key, { ...materials, entries, ...role }, (one) =>
      one === key ? { KeyState: 'Enabled', imported } : {},
    ),
  );
  return KeyMaterialId;
}

function applyAll({ world }: TestKms, changes: readonly Change[]): void {
  if (!world.state.apply(changes)) throw new Error('the records are not what they were');
}
