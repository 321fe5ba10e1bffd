import type { Call } from '../../contract/call.js';
import { customKeyStoreNotFound } from '../../model/faults/custom-key-stores.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';

/** A custom key store of the caller's account and Region. */
export function lookUpStore({ world, caller }: Call, storeId: string): CustomKeyStoreRecord {
  const store = world.state.get('customKeyStores', storeId);
  const { account, region } = caller.scope;
  if (store?.account !== account || store.region !== region) throw customKeyStoreNotFound();
  return store;
}

/** All custom key stores of the caller's account and Region, oldest first. */
export function storesInScope({ world, caller }: Call): readonly CustomKeyStoreRecord[] {
  return world.state.list('customKeyStores', 'scope', caller.scope.id);
}
