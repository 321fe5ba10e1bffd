import type { CustomKeyStoresListEntry } from '@aws-sdk/client-kms';
import type { CallOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { customKeyStoreNotFound, storeIdOrName } from '../../model/faults/custom-key-stores.js';
import * as Member from '../../model/members.js';
import { type Placed, page } from '../../rules/paging.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import { EVERYTHING } from '../key-uses.js';
import { lookUpStore, storesInScope } from './store-lookup.js';
import * as StoreShape from './store-shapes.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html */
export const DescribeCustomKeyStores: Operation<'DescribeCustomKeyStores'> = {
  input: {
    CustomKeyStoreId: Member.CustomKeyStoreId,
    CustomKeyStoreName: StoreShape.CustomKeyStoreName,
    Limit: Member.Limit,
    Marker: Member.Marker,
  },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const after = placesOf(call);
    const { items, paging } = await page(call, { max: 1000, default: 1000 }, after);
    return { output: { CustomKeyStores: items.map(listEntry), ...paging } };
  },
};

/** The one store that the input names, or all of them. */
function placesOf(
  call: CallOf<'DescribeCustomKeyStores'>,
): (sequence: number) => Iterable<Placed<CustomKeyStoreRecord>> {
  const { CustomKeyStoreId, CustomKeyStoreName } = call.input;
  if (CustomKeyStoreId !== undefined && CustomKeyStoreName !== undefined) throw storeIdOrName();
  if (CustomKeyStoreId !== undefined) return one(lookUpStore(call, CustomKeyStoreId));
  if (CustomKeyStoreName !== undefined) {
    const named = storesInScope(call).find((store) => store.CustomKeyStoreName === CustomKeyStoreName);
    if (named === undefined) throw customKeyStoreNotFound();
    return one(named);
  }
  const group = call.world.state.group('customKeyStores', 'scope', call.caller.scope.id);
  return (sequence) => group?.after(sequence) ?? [];
}

function one(record: CustomKeyStoreRecord): (sequence: number) => Placed<CustomKeyStoreRecord>[] {
  return (sequence) => [{ sequence: 1, record }].slice(sequence);
}

/** What may be told: neither KeyStorePassword nor RawSecretAccessKey ever is. */
function listEntry(store: CustomKeyStoreRecord): CustomKeyStoresListEntry {
  const { proxy } = store;
  return {
    CustomKeyStoreId: store.CustomKeyStoreId,
    CustomKeyStoreName: store.CustomKeyStoreName,
    ...(store.CloudHsmClusterId !== undefined && {
      CloudHsmClusterId: store.CloudHsmClusterId,
      TrustAnchorCertificate: store.TrustAnchorCertificate,
    }),
    ConnectionState: store.ConnectionState,
    ...(store.ConnectionErrorCode !== undefined && { ConnectionErrorCode: store.ConnectionErrorCode }),
    CreationDate: new Date(store.CreationDate),
    CustomKeyStoreType: store.CustomKeyStoreType,
    ...(proxy !== undefined && { XksProxyConfiguration: proxyConfiguration(proxy) }),
  };
}

function proxyConfiguration({
  RawSecretAccessKey: _secret,
  ...told
}: NonNullable<CustomKeyStoreRecord['proxy']>): CustomKeyStoresListEntry['XksProxyConfiguration'] {
  return told;
}
