import { isVpcEndpointServiceFailure, proxyStatusFault, type XksFailure } from '../../model/faults/xks-proxy.js';
import { type KeyStoreBackends, type XksProxy, XksProxyError } from '../../ports/key-store-backends.js';
import { translateError } from '../../ports/translate-error.js';

/** Why KMS cannot use the proxy; undefined where it can. */
export async function proxyFailure(outside: KeyStoreBackends, proxy: XksProxy): Promise<XksFailure | undefined> {
  const failure = await translateError(
    XksProxyError,
    () => outside.checkHealth(proxy),
    (error) => error.failure,
  );
  return failure ?? undefined;
}

/** A proxy behind a VPC endpoint service is first talked to when the key store is connected. */
export async function checkNewProxy(outside: KeyStoreBackends, proxy: XksProxy): Promise<void> {
  const failure = await proxyFailure(outside, proxy);
  if (failure === undefined) return;
  if (proxy.Connectivity === 'PUBLIC_ENDPOINT' || isVpcEndpointServiceFailure(failure)) throw proxyStatusFault(failure);
}

export async function checkUpdatedProxy(outside: KeyStoreBackends, proxy: XksProxy): Promise<void> {
  const failure = await proxyFailure(outside, proxy);
  if (failure !== undefined) throw proxyStatusFault(failure);
}
