import type { KeyState } from '@aws-sdk/client-kms';
import type { KeyRecord } from './records/key.js';
import type { State } from './state.js';

/** The key state as AWS shows it: a key in a disconnected custom key store is Unavailable, whatever it was set to. */
export function keyState(state: State, key: KeyRecord): KeyState {
  if (key.CustomKeyStoreId === undefined) return key.KeyState;
  const settable = key.KeyState === 'Enabled' || key.KeyState === 'Disabled';
  const store = state.get('customKeyStores', key.CustomKeyStoreId);
  const away = store?.ConnectionState === 'DISCONNECTED' || store?.ConnectionState === 'DISCONNECTING';
  return settable && away ? 'Unavailable' : key.KeyState;
}
