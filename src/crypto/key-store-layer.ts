import { concat } from '../bytes/bytes.js';
import type { KmsFault } from '../model/fault.js';
import { invalidCiphertext } from '../model/faults/ciphertext.js';
import { clusterUnusable } from '../model/faults/custom-key-stores.js';
import { ciphertextOfProxyInvalid, externalCryptographyFault } from '../model/faults/xks-proxy.js';
import { type KeyStoreBackends, type XksProxy, XksProxyError } from '../ports/key-store-backends.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import { translateError } from '../ports/translate-error.js';
import type { CustomKeyStoreRecord } from '../state/records/custom-key-store.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';
import { type EncryptionContext, encryptionContextBehind } from './encryption-context.js';
import { type StoreBlob, storeBlobFront } from './store-blob.js';

/** Where the backing of a key store is found. */
export interface KeyStorePorts {
  readonly state: State;
  readonly outside: KeyStoreBackends;
}

/**
 * What a custom key store adds to a blob of KMS. An external key encrypts it once more: double encryption, so that nothing
 * opens without the external key. A CloudHSM cluster must be there to do the work.
 * https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html#concept-double-encryption
 */
export async function addStoreLayer(
  ports: KeyStorePorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  blob: Uint8Array,
): Promise<Uint8Array> {
  const front = storeBlobFront(key);
  const additionalData = encryptionContextBehind(front, encryptionContext);
  const content = await inStore(ports, key, blob, (proxy, xksKeyId) =>
    ports.outside.encrypt(proxy, xksKeyId, additionalData, blob),
  );
  return concat(front, content);
}

/** The blob of KMS inside a blob of a key in a custom key store. */
export async function removeStoreLayer(
  ports: KeyStorePorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  blob: StoreBlob,
): Promise<Uint8Array> {
  const additionalData = encryptionContextBehind(blob.front, encryptionContext);
  return inStore(ports, key, blob.content, (proxy, xksKeyId) =>
    ports.outside.decrypt(proxy, xksKeyId, additionalData, blob.content),
  );
}

/** For what was inside when no key material opens it. */
export function invalidContent(key: KeyRecord): KmsFault {
  return key.XksKeyId === undefined ? invalidCiphertext() : ciphertextOfProxyInvalid();
}

async function inStore(
  { state, outside }: KeyStorePorts,
  key: KeyRecord,
  content: Uint8Array,
  withExternalKey: (proxy: XksProxy, xksKeyId: string) => MaybePromise<Uint8Array>,
): Promise<Uint8Array> {
  const store = state.get('customKeyStores', key.CustomKeyStoreId as string) as CustomKeyStoreRecord;
  if (store.proxy === undefined) {
    await requireCluster(outside, store.CloudHsmClusterId as string);
    return content;
  }
  const { proxy } = store;
  return translateError(
    XksProxyError,
    () => withExternalKey(proxy, key.XksKeyId as string),
    ({ failure }) => externalCryptographyFault(failure),
  );
}

async function requireCluster(outside: KeyStoreBackends, clusterId: string): Promise<void> {
  const cluster = await outside.cluster(clusterId);
  if (!cluster?.active || cluster.activeHsms < 1) throw clusterUnusable(clusterId);
}
