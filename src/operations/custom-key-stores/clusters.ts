import {
  clusterInUse,
  clusterInvalidConfiguration,
  clusterNotActive,
  clusterNotFound,
  clusterNotRelated,
  incorrectTrustAnchor,
} from '../../model/faults/custom-key-stores.js';
import type { CloudHsmCluster, KeyStoreBackends } from '../../ports/key-store-backends.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';

/** https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html#before-keystore */
const HSMS_TO_CREATE = 2;
export const HSMS_TO_CONNECT = 1;

export function checkCluster(clusterId: string, cluster: CloudHsmCluster, hsms: number): void {
  if (!cluster.active) throw clusterNotActive(clusterId);
  if (!cluster.validConfiguration || cluster.activeHsms < hsms) throw clusterInvalidConfiguration(clusterId);
}

/** A cluster fit for a custom key store, new or updated. */
export async function findFitCluster(outside: KeyStoreBackends, clusterId: string): Promise<CloudHsmCluster> {
  const cluster = await outside.cluster(clusterId);
  if (cluster === undefined) throw clusterNotFound(clusterId);
  checkCluster(clusterId, cluster, HSMS_TO_CREATE);
  return cluster;
}

/** A cluster fit for a new key: CreateKey has no error of its own for one that is gone or not active. */
export async function requireUsableCluster(outside: KeyStoreBackends, clusterId: string): Promise<void> {
  const cluster = await outside.cluster(clusterId);
  const fit = cluster?.active && cluster.validConfiguration && cluster.activeHsms >= HSMS_TO_CREATE;
  if (!fit) throw clusterInvalidConfiguration(clusterId);
}

/** Clusters of one backup history count as one. */
export async function checkBackupHistoryUnused(
  outside: KeyStoreBackends,
  clusterId: string,
  { backupHistory }: CloudHsmCluster,
  stores: readonly CustomKeyStoreRecord[],
): Promise<void> {
  for (const store of stores) {
    const other = store.CloudHsmClusterId && (await outside.cluster(store.CloudHsmClusterId));
    if (other && backupHistory !== undefined && other.backupHistory === backupHistory) throw clusterInUse(clusterId);
  }
}

/** A cluster can be exchanged only for one with the same cluster certificate. */
export async function checkRelated(
  outside: KeyStoreBackends,
  clusterId: string,
  cluster: CloudHsmCluster,
  originalId: string,
): Promise<void> {
  const original = await outside.cluster(originalId);
  const [from, to] = [original?.backupHistory, cluster.backupHistory];
  if (from !== undefined && to !== undefined && from !== to) throw clusterNotRelated(clusterId);
}

export function checkTrustAnchor(clusterId: string, cluster: CloudHsmCluster, certificate: string | undefined): void {
  const { trustAnchorCertificate = certificate } = cluster;
  if (trustAnchorCertificate !== certificate) throw incorrectTrustAnchor(clusterId);
}

/** The cluster of a custom key store of type AWS_CLOUDHSM. */
export function clusterIdOf({ CloudHsmClusterId }: CustomKeyStoreRecord): string {
  // Such a store is never made without one.
  return CloudHsmClusterId as string;
}
