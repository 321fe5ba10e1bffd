import { type KeyRecord, keyMaterialsId } from './records/key.js';
import type { State } from './state.js';

/** The key and the multi-Region keys related to it, oldest first. */
export function relatedKeys(state: State, key: KeyRecord): readonly KeyRecord[] {
  return key.MultiRegionKeyType === undefined ? [key] : state.list('keys', 'related', keyMaterialsId(key));
}
