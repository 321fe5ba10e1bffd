import type { Call } from '../../contract/call.js';
import { customKeyStoreInvalidState, noRandomFromExternalKeyStore } from '../../model/faults/custom-key-stores.js';
import { lookUpStore } from './store-lookup.js';

/** Of the custom key stores, a connected CloudHSM cluster has a random number generator. */
export function checkRandomSource(call: Call, storeId: string): void {
  const { CustomKeyStoreId, CustomKeyStoreType, ConnectionState } = lookUpStore(call, storeId);
  if (CustomKeyStoreType !== 'AWS_CLOUDHSM') throw noRandomFromExternalKeyStore();
  if (ConnectionState !== 'CONNECTED') throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
}
