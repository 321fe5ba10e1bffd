import { XKS_PROXY_FAILURES, type XksProxyFailure } from '../model/xks-failures.js';
import { type Check, listOf, members, oneOfTexts, text, trueOrFalse, wholeNumber } from '../options/checks.js';
import type { CloudHsmCluster, ExternalKey } from '../ports/key-store-backends.js';

/** How a simulated external key store proxy behaves. What is left out does not matter to it. */
export interface SimulatedProxy {
  /** Every request to it fails so. */
  readonly failure?: XksProxyFailure;
  /** The one path at which it answers; at another, requests fail with XKS_PROXY_INVALID_CONFIGURATION. */
  readonly UriPath?: string;
  /** The one credential that it takes; with another, requests fail with INVALID_CREDENTIALS. */
  readonly credential?: { readonly AccessKeyId: string; readonly RawSecretAccessKey: string };
}

export interface SimulatedExternalKey extends Partial<ExternalKey> {
  /** Any text: external keys of the same material open each other's ciphertext. Default: the proxy and the id. */
  readonly material?: string;
}

/**
 * The CloudHSM clusters and external key stores behind custom key stores, in process. Until a test says otherwise, every
 * cluster exists and is fit, every proxy can be reached, and every external key exists.
 */
export interface Outside {
  /**
   * What differs from a fit cluster (active, two HSMs, valid configuration); undefined: there is no such cluster.
   * @throws TypeError for what no cluster can be, as the other methods here do
   */
  setCluster(clusterId: string, cluster: Partial<CloudHsmCluster> | undefined): void;
  setProxy(uriEndpoint: string, proxy: SimulatedProxy): void;
  /** What differs from an enabled AES_256 key that encrypts and decrypts; undefined: the key was deleted. */
  setExternalKey(uriEndpoint: string, xksKeyId: string, key: SimulatedExternalKey | undefined): void;
  /** Everything exists and is fit again. */
  clear(): void;
}

/** What a test has said of the outside; `undefined` of a cluster or key: there is none. */
export interface OutsideSettings {
  readonly clusters: Map<string, Partial<CloudHsmCluster> | undefined>;
  readonly proxies: Map<string, SimulatedProxy>;
  readonly externalKeys: Map<string, SimulatedExternalKey | undefined>;
}

const anyText = text(/^/, 'text');
const name = text(/./, 'text that is not empty');

const checkCluster: Check = members<CloudHsmCluster>({
  active: trueOrFalse,
  activeHsms: wholeNumber(0),
  validConfiguration: trueOrFalse,
  trustAnchorCertificate: anyText,
  backupHistory: anyText,
  kmsuserPassword: anyText,
  connectionErrorCode: text(/^[A-Z_]+$/, 'a ConnectionErrorCode of AWS KMS, such as "USER_LOCKED_OUT"'),
});

const checkProxy: Check = members<SimulatedProxy>({
  failure: oneOfTexts(XKS_PROXY_FAILURES),
  UriPath: anyText,
  credential: members<NonNullable<SimulatedProxy['credential']>>(
    { AccessKeyId: anyText, RawSecretAccessKey: anyText },
    ['AccessKeyId', 'RawSecretAccessKey'],
  ),
});

const checkExternalKey: Check = members<SimulatedExternalKey>({
  keySpec: name,
  keyStatus: name,
  keyUsage: listOf(name, 'a list of usages, such as ["ENCRYPT", "DECRYPT"]'),
  material: anyText,
});

/** The handle for tests over the settings that the simulated backends read. */
export function outsideHandle({ clusters, proxies, externalKeys }: OutsideSettings): Outside {
  return {
    setCluster(clusterId, cluster) {
      name(clusterId, 'setCluster.clusterId');
      clusters.set(clusterId, checked(cluster, checkCluster, 'setCluster.cluster'));
    },
    setProxy(uriEndpoint, proxy) {
      name(uriEndpoint, 'setProxy.uriEndpoint');
      checkProxy(proxy, 'setProxy.proxy');
      proxies.set(uriEndpoint, copyOf(proxy));
    },
    setExternalKey(uriEndpoint, xksKeyId, key) {
      name(uriEndpoint, 'setExternalKey.uriEndpoint');
      name(xksKeyId, 'setExternalKey.xksKeyId');
      const where = externalKeyName(uriEndpoint, xksKeyId);
      externalKeys.set(where, checked(key, checkExternalKey, 'setExternalKey.key'));
    },
    clear() {
      clusters.clear();
      proxies.clear();
      externalKeys.clear();
    },
  };
}

export function externalKeyName(uriEndpoint: string, xksKeyId: string): string {
  return `${uriEndpoint} ${xksKeyId}`;
}

function checked<T extends object>(value: T | undefined, check: Check, path: string): T | undefined {
  if (value === undefined) return undefined;
  check(value, path);
  return copyOf(value);
}

/** Without the members that are undefined, which count as left out. */
function copyOf<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
