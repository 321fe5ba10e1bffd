import { type Change, remove } from '../../state/changes.js';
import { type KeyRecord, keyMaterialsId } from '../../state/records/key.js';
import type { State } from '../../state/state.js';

/** The waiting period is over: the key goes, and with it its aliases, grants, last usage and, unless shared, its material. */
export function deleteKey(state: State, key: KeyRecord): Change[] {
  const materials = state.get('keyMaterials', keyMaterialsId(key));
  const usage = state.get('lastUsages', key.Arn);
  const shared = state.list('keys', 'related', keyMaterialsId(key)).some((related) => related !== key);
  return [
    remove('keys', key),
    ...state.list('aliases', 'key', key.Arn).map((alias) => remove('aliases', alias)),
    ...state.list('grants', 'key', key.Arn).map((grant) => remove('grants', grant)),
    ...(usage === undefined ? [] : [remove('lastUsages', usage)]),
    ...(materials === undefined || shared ? [] : [remove('keyMaterials', materials)]),
  ];
}
