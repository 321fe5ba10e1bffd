import type { ConnectionErrorCodeType } from '@aws-sdk/client-kms';
import type { Operation } from '../../contract/operation.js';
import { customKeyStoreInvalidState } from '../../model/faults/custom-key-stores.js';
import { connectionErrorCodeOf } from '../../model/faults/xks-proxy.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import type { KeyStoreBackends } from '../../ports/key-store-backends.js';
import { update } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import { EVERYTHING } from '../key-uses.js';
import { checkCluster, clusterIdOf, HSMS_TO_CONNECT } from './clusters.js';
import { proxyFailure } from './proxies.js';
import { lookUpStore } from './store-lookup.js';

/**
 * Answers at once; whether it succeeds, DescribeCustomKeyStores tells later.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
 */
export const ConnectCustomKeyStore: Operation<'ConnectCustomKeyStore'> = {
  input: { CustomKeyStoreId: required(Member.CustomKeyStoreId) },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const { input, now, world } = call;
    const store = lookUpStore(call, input.CustomKeyStoreId);
    const { CustomKeyStoreId, ConnectionState } = store;
    if (ConnectionState === 'CONNECTED' || ConnectionState === 'CONNECTING') return { output: {} };
    if (ConnectionState !== 'DISCONNECTED') throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
    const ConnectionErrorCode = await connectionErrorCode(world.outside, store);
    const end =
      ConnectionErrorCode === undefined ? { to: 'CONNECTED' as const } : { to: 'FAILED' as const, ConnectionErrorCode };
    const transition = { at: now + world.transitionDelay, ...end };
    return { output: {}, changes: [update('customKeyStores', store, { ConnectionState: 'CONNECTING', transition })] };
  },
};

/** Why connecting will fail; undefined where it will not. Some faults of a cluster are found, and thrown, at once. */
async function connectionErrorCode(
  outside: KeyStoreBackends,
  store: CustomKeyStoreRecord,
): Promise<ConnectionErrorCodeType | undefined> {
  if (store.proxy !== undefined) {
    const failure = await proxyFailure(outside, store.proxy);
    return failure && connectionErrorCodeOf(failure);
  }
  const clusterId = clusterIdOf(store);
  const cluster = await outside.cluster(clusterId);
  if (cluster === undefined) return 'CLUSTER_NOT_FOUND';
  checkCluster(clusterId, cluster, HSMS_TO_CONNECT);
  if (cluster.connectionErrorCode !== undefined) return cluster.connectionErrorCode;
  const { kmsuserPassword = store.KeyStorePassword } = cluster;
  return kmsuserPassword === store.KeyStorePassword ? undefined : 'INVALID_CREDENTIALS';
}
