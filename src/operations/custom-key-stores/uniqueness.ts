import {
  clusterInUse,
  customKeyStoreNameInUse,
  proxyUriEndpointInUse,
  proxyUriInUse,
  proxyVpcEndpointServiceInUse,
} from '../../model/faults/custom-key-stores.js';
import type { XksProxy } from '../../ports/key-store-backends.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';

/** Nothing that a custom key store stands on may serve another one in the account and Region. */
export function checkUnique(store: CustomKeyStoreRecord, all: readonly CustomKeyStoreRecord[]): void {
  for (const other of all) {
    if (other.CustomKeyStoreId === store.CustomKeyStoreId) continue;
    if (other.CustomKeyStoreName === store.CustomKeyStoreName) throw customKeyStoreNameInUse(store.CustomKeyStoreName);
    if (store.CloudHsmClusterId !== undefined && other.CloudHsmClusterId === store.CloudHsmClusterId) {
      throw clusterInUse(store.CloudHsmClusterId);
    }
    if (store.proxy !== undefined && other.proxy !== undefined) checkProxyUnique(store.proxy, other.proxy);
  }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html, the uniqueness requirements. */
function checkProxyUnique(proxy: XksProxy, other: XksProxy): void {
  if (proxy.UriEndpoint === other.UriEndpoint) {
    if (proxy.UriPath === other.UriPath) throw proxyUriInUse(proxy.UriEndpoint + proxy.UriPath);
    // Only stores that both use the public endpoint may differ by nothing but the path.
    const shared = proxy.Connectivity === 'PUBLIC_ENDPOINT' && other.Connectivity === 'PUBLIC_ENDPOINT';
    if (!shared) throw proxyUriEndpointInUse(proxy.UriEndpoint);
  }
  const { VpcEndpointServiceName } = proxy;
  if (VpcEndpointServiceName !== undefined && VpcEndpointServiceName === other.VpcEndpointServiceName) {
    throw proxyVpcEndpointServiceInUse(VpcEndpointServiceName);
  }
}
