import type { Call, InputOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { customKeyStoreInvalidState } from '../../model/faults/custom-key-stores.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import type { XksProxy } from '../../ports/key-store-backends.js';
import { replace } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import { EVERYTHING } from '../key-uses.js';
import { checkBackupHistoryUnused, checkRelated, clusterIdOf, findFitCluster } from './clusters.js';
import { checkUpdatedProxy } from './proxies.js';
import { lookUpStore, storesInScope } from './store-lookup.js';
import { checkMembersOfType, checkVpcEndpointService, requireEndpointOf } from './store-members.js';
import * as StoreShape from './store-shapes.js';
import { checkUnique } from './uniqueness.js';

type Input = InputOf<'UpdateCustomKeyStore'>;

/** What may change while the store is CONNECTED; the rest needs it to be DISCONNECTED. */
const WHILE_CONNECTED: ReadonlySet<string> = new Set<keyof Input>([
  'CustomKeyStoreId',
  'NewCustomKeyStoreName',
  'XksProxyUriPath',
  'XksProxyAuthenticationCredential',
]);

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html */
export const UpdateCustomKeyStore: Operation<'UpdateCustomKeyStore'> = {
  input: {
    CustomKeyStoreId: required(Member.CustomKeyStoreId),
    NewCustomKeyStoreName: StoreShape.CustomKeyStoreName,
    KeyStorePassword: StoreShape.KeyStorePassword,
    CloudHsmClusterId: StoreShape.CloudHsmClusterId,
    ...StoreShape.XKS_PROXY_INPUT,
  },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const { input } = call;
    const store = lookUpStore(call, input.CustomKeyStoreId);
    checkMembersOfType(store.CustomKeyStoreType, input);
    checkConnectionState(store, input);
    const updated: CustomKeyStoreRecord = {
      ...store,
      CustomKeyStoreName: input.NewCustomKeyStoreName ?? store.CustomKeyStoreName,
      ...(input.KeyStorePassword !== undefined && { KeyStorePassword: input.KeyStorePassword }),
      ...(input.CloudHsmClusterId !== undefined && { CloudHsmClusterId: input.CloudHsmClusterId }),
      ...(store.proxy !== undefined && { proxy: updatedProxy(call, store.proxy) }),
    };
    checkUnique(updated, storesInScope(call));
    await checkBackend(call, store, updated);
    return {
      output: {},
      changes() {
        checkUnique(updated, storesInScope(call));
        return [replace('customKeyStores', store, updated)];
      },
    };
  },
};

function checkConnectionState({ CustomKeyStoreId, ConnectionState }: CustomKeyStoreRecord, input: Input): void {
  if (ConnectionState === 'DISCONNECTED') return;
  const allowed = ConnectionState === 'CONNECTED' && Object.keys(input).every((member) => WHILE_CONNECTED.has(member));
  if (!allowed) throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
}

function updatedProxy({ input, caller }: Call<Input>, proxy: XksProxy): XksProxy {
  const Connectivity = input.XksProxyConnectivity ?? proxy.Connectivity;
  if (Connectivity !== proxy.Connectivity) requireEndpointOf(Connectivity, input);
  const VpcEndpointServiceName = input.XksProxyVpcEndpointServiceName ?? proxy.VpcEndpointServiceName;
  const isService = Connectivity === 'VPC_ENDPOINT_SERVICE';
  const service = isService ? { XksProxyVpcEndpointServiceName: VpcEndpointServiceName } : {};
  checkVpcEndpointService(Connectivity, { ...input, ...service });
  const { VpcEndpointServiceName: _name, VpcEndpointServiceOwner = caller.scope.account, ...rest } = proxy;
  return {
    ...rest,
    Connectivity,
    UriEndpoint: input.XksProxyUriEndpoint ?? proxy.UriEndpoint,
    UriPath: input.XksProxyUriPath ?? proxy.UriPath,
    ...input.XksProxyAuthenticationCredential,
    ...(isService &&
      VpcEndpointServiceName !== undefined && {
        VpcEndpointServiceName,
        VpcEndpointServiceOwner: input.XksProxyVpcEndpointServiceOwner ?? VpcEndpointServiceOwner,
      }),
  };
}

/** What the store stands on is looked at where it changes. */
async function checkBackend(
  call: Call<Input>,
  store: CustomKeyStoreRecord,
  updated: CustomKeyStoreRecord,
): Promise<void> {
  const { outside } = call.world;
  const proxyChanges = Object.keys(call.input).some((member) => member.startsWith('XksProxy'));
  if (proxyChanges && updated.proxy !== undefined) await checkUpdatedProxy(outside, updated.proxy);
  const { CloudHsmClusterId: clusterId } = call.input;
  if (clusterId === undefined) return;
  const cluster = await findFitCluster(outside, clusterId);
  await checkRelated(outside, clusterId, cluster, clusterIdOf(store));
  await checkBackupHistoryUnused(
    outside,
    clusterId,
    cluster,
    storesInScope(call).filter((other) => other !== store),
  );
}
