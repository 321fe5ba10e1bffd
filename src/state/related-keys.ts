import { type Change, update } from './changes.js';
import type { KeyRecord } from './records/key.js';
import type { KeyMaterials } from './records/key-materials.js';
import type { State } from './state.js';

/** The key and the multi-Region keys related to it, oldest first. */
export function relatedKeys(state: State, key: KeyRecord): readonly KeyRecord[] {
  if (key.MultiRegionKeyType === undefined) return [key];
  return state.list('keys', 'keyId', key.KeyId).filter(({ account }) => account === key.account);
}

/**
 * New materials of a key, and other members of it alone that change with them: AWS KMS gives the materials to all related
 * keys at once. https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html#mrk-sync-properties
 */
export function changeMaterials(
  state: State,
  key: KeyRecord,
  materials: KeyMaterials,
  own: { readonly [M in keyof KeyRecord]?: KeyRecord[M] | undefined } = {},
): Change[] {
  const others = relatedKeys(state, key).filter(({ Arn }) => Arn !== key.Arn);
  return [update('keys', key, { ...own, materials }), ...others.map((other) => update('keys', other, { materials }))];
}
