import type { Call } from '../../contract/call.js';
import { customKeyStoreInvalidState } from '../../model/faults/custom-key-stores.js';
import { originOfOtherStoreType, xksKeyInUse } from '../../model/faults/new-keys.js';
import {
  externalKeySpecInvalid,
  externalKeyStatusInvalid,
  externalKeyUsageInvalid,
  newKeyFault,
} from '../../model/faults/xks-proxy.js';
import { type KeyStoreBackends, type XksProxy, XksProxyError } from '../../ports/key-store-backends.js';
import { translateError } from '../../ports/translate-error.js';
import { type Change, expect } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import type { KeyRecord } from '../../state/records/key.js';
import { clusterIdOf, requireUsableCluster } from '../custom-key-stores/clusters.js';
import { lookUpStore } from '../custom-key-stores/store-lookup.js';

type InStore = Pick<KeyRecord, 'Origin' | 'XksKeyId'>;

/** The custom key store of a new key. */
export interface BackingStore {
  /** What must hold when the key is written: the store is as it was found, and no other key got the external key. */
  expectations(): Change[];
}

/** Once the store and what backs it are found fit. */
export async function findBackingStore(call: Call, storeId: string, key: InStore): Promise<BackingStore> {
  const { outside } = call.world;
  const store = lookUpStore(call, storeId);
  if (store.CustomKeyStoreType !== key.Origin) throw originOfOtherStoreType(key.Origin, store.CustomKeyStoreType);
  if (store.ConnectionState !== 'CONNECTED') {
    throw customKeyStoreInvalidState(store.CustomKeyStoreId, store.ConnectionState);
  }
  checkExternalKeyUnused(call, store, key);
  if (store.proxy === undefined) await requireUsableCluster(outside, clusterIdOf(store));
  // An external key store is the one place where keys have an XksKeyId, and there each has one.
  else await checkExternalKey(outside, store.proxy, key.XksKeyId as string);
  return {
    expectations() {
      checkExternalKeyUnused(call, store, key);
      return [expect('customKeyStores', store)];
    },
  };
}

/** An external key backs one key of a store. */
function checkExternalKeyUnused(
  { world }: Call,
  { CustomKeyStoreId }: CustomKeyStoreRecord,
  { XksKeyId }: InStore,
): void {
  if (XksKeyId === undefined) return;
  const keys = world.state.list('keys', 'customKeyStore', CustomKeyStoreId);
  if (keys.some((key) => key.XksKeyId === XksKeyId)) throw xksKeyInUse(XksKeyId);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keys.html#xks-key-requirements */
async function checkExternalKey(outside: KeyStoreBackends, proxy: XksProxy, xksKeyId: string): Promise<void> {
  const { keySpec, keyStatus, keyUsage } = await translateError(
    XksProxyError,
    () => outside.externalKey(proxy, xksKeyId),
    ({ failure }) => newKeyFault(failure),
  );
  if (keySpec !== 'AES_256') throw externalKeySpecInvalid(keySpec);
  if (keyStatus !== 'ENABLED') throw externalKeyStatusInvalid(keyStatus);
  if (!keyUsage.includes('ENCRYPT') || !keyUsage.includes('DECRYPT')) throw externalKeyUsageInvalid(keyUsage);
}
