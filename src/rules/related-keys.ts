import { type Change, type Members, update } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { KeyMaterials } from '../state/records/key-materials.js';
import type { State } from '../state/state.js';

/** The key and the multi-Region keys related to it, oldest first. */
export function relatedKeys(state: State, key: KeyRecord): readonly KeyRecord[] {
  if (key.MultiRegionKeyType === undefined) return [key];
  return state.list('keys', 'keyId', key.KeyId).filter(({ account }) => account === key.account);
}

/**
 * New materials of a key, and of each related one the members that change with them: AWS KMS gives the materials to all
 * related keys at once. https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html#mrk-sync-properties
 */
export function changeMaterials(
  state: State,
  key: KeyRecord,
  materials: KeyMaterials,
  membersOf: (key: KeyRecord) => Members<KeyRecord> = () => ({}),
): Change[] {
  const others = relatedKeys(state, key).filter(({ Arn }) => Arn !== key.Arn);
  return [key, ...others].map((one) => update('keys', one, { ...membersOf(one), materials }));
}
