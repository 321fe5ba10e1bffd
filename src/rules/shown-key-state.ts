import type { KeyState } from '@aws-sdk/client-kms';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';

/**
 * The key state as AWS shows it. From the moment its custom key store is disconnected until it is connected again, also
 * while attempts fail, a key is Unavailable, whatever it was set to.
 * https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html#fix-unavailable-cmks
 */
export function keyState(state: State, key: KeyRecord): KeyState {
  if (key.CustomKeyStoreId === undefined) return key.KeyState;
  const settable = key.KeyState === 'Enabled' || key.KeyState === 'Disabled';
  const connected = state.get('customKeyStores', key.CustomKeyStoreId)?.ConnectionState === 'CONNECTED';
  return settable && !connected ? 'Unavailable' : key.KeyState;
}
