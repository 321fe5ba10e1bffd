import { toHex } from '../../bytes/hex.js';
import type { Call, InputOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { customKeyStoreQuotaExceeded } from '../../model/faults/custom-key-stores.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { oneOf, required, string } from '../../model/shapes.js';
import type { XksProxy } from '../../ports/key-store-backends.js';
import { insert } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import { EVERYTHING } from '../key-uses.js';
import { checkBackupHistoryUnused, checkTrustAnchor, clusterIdOf, findFitCluster } from './clusters.js';
import { checkNewProxy } from './proxies.js';
import { storesInScope } from './store-lookup.js';
import { checkMembersOfType, checkVpcEndpointService, clusterMembers, proxyMembers } from './store-members.js';
import * as StoreShape from './store-shapes.js';
import { checkUnique } from './uniqueness.js';

type Input = InputOf<'CreateCustomKeyStore'>;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
export const CreateCustomKeyStore: Operation<'CreateCustomKeyStore'> = {
  input: {
    CustomKeyStoreName: required(StoreShape.CustomKeyStoreName),
    CloudHsmClusterId: StoreShape.CloudHsmClusterId,
    TrustAnchorCertificate: string(1, 5000),
    KeyStorePassword: StoreShape.KeyStorePassword,
    CustomKeyStoreType: oneOf(LAZY_ENUMS.CustomKeyStoreType),
    ...StoreShape.XKS_PROXY_INPUT,
  },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const store = newStore(call);
    checkRoom(call, store);
    await checkBackend(call, store);
    return {
      output: { CustomKeyStoreId: store.CustomKeyStoreId },
      changes() {
        checkRoom(call, store);
        return [insert('customKeyStores', store)];
      },
    };
  },
};

function newStore(call: Call<Input>): CustomKeyStoreRecord {
  const { input, caller, now, world } = call;
  const { account, region } = caller.scope;
  const { CustomKeyStoreName, CustomKeyStoreType = 'AWS_CLOUDHSM' } = input;
  checkMembersOfType(CustomKeyStoreType, input);
  const backing = CustomKeyStoreType === 'AWS_CLOUDHSM' ? newCluster(input) : { proxy: newProxy(call) };
  return {
    // `cks-` and 17 hexadecimal digits.
    CustomKeyStoreId: `cks-${toHex(world.random.bytes(9, `custom key store id ${account} ${region}`)).slice(0, 17)}`,
    account,
    region,
    CustomKeyStoreName,
    CustomKeyStoreType,
    ConnectionState: 'DISCONNECTED',
    CreationDate: now,
    ...backing,
  };
}

function newCluster(
  input: Input,
): Pick<CustomKeyStoreRecord, 'CloudHsmClusterId' | 'TrustAnchorCertificate' | 'KeyStorePassword'> {
  const { CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword } = clusterMembers(input);
  return { CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword };
}

function newProxy({ input, caller }: Call<Input>): XksProxy {
  const { XksProxyConnectivity: Connectivity, ...members } = proxyMembers(input);
  checkVpcEndpointService(Connectivity, input);
  return {
    Connectivity,
    ...members.XksProxyAuthenticationCredential,
    UriEndpoint: members.XksProxyUriEndpoint,
    UriPath: members.XksProxyUriPath,
    ...(input.XksProxyVpcEndpointServiceName !== undefined && {
      VpcEndpointServiceName: input.XksProxyVpcEndpointServiceName,
      VpcEndpointServiceOwner: input.XksProxyVpcEndpointServiceOwner ?? caller.scope.account,
    }),
  };
}

function checkRoom(call: Call, store: CustomKeyStoreRecord): void {
  const stores = storesInScope(call);
  const { customKeyStores: quota } = call.world.quotas;
  if (stores.length >= quota) throw customKeyStoreQuotaExceeded(quota, stores.length);
  checkUnique(store, stores);
}

async function checkBackend(call: Call, store: CustomKeyStoreRecord): Promise<void> {
  const { outside } = call.world;
  if (store.proxy !== undefined) return checkNewProxy(outside, store.proxy);
  const clusterId = clusterIdOf(store);
  const cluster = await findFitCluster(outside, clusterId);
  await checkBackupHistoryUnused(outside, clusterId, cluster, storesInScope(call));
  checkTrustAnchor(clusterId, cluster, store.TrustAnchorCertificate);
}
