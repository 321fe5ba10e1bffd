import { type Change, update } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';

/** CONNECTING or DISCONNECTING ends as was settled when it began. */
export function settleStore(store: CustomKeyStoreRecord): Change[] {
  if (store.transition === undefined) return [];
  const { to: ConnectionState, ConnectionErrorCode } = store.transition;
  return [update('customKeyStores', store, { ConnectionState, ConnectionErrorCode, transition: undefined })];
}
