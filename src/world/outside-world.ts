import { toBase64 } from '../bytes/base64.js';
import { concat } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';
import type { XksProxyFailure } from '../model/faults/xks-proxy.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../ports/crypto-backend.js';
import {
  type CloudHsmCluster,
  type ExternalKey,
  type OutsideWorld,
  type XksProxy,
  XksProxyError,
} from '../ports/key-store-backends.js';
import type { RandomSource } from '../ports/random.js';
import { translateError } from '../ports/translate-error.js';

const CLUSTER: CloudHsmCluster = { active: true, activeHsms: 2, validConfiguration: true };
const EXTERNAL_KEY: ExternalKey = { keySpec: 'AES_256', keyStatus: 'ENABLED', keyUsage: ['ENCRYPT', 'DECRYPT'] };
const NONCE_BYTES = 12;

/** How a simulated external key store proxy behaves; what is left out, it does not mind. */
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
 * CloudHSM clusters and external key stores in process. Without a word every cluster is there and fit, every proxy can
 * be reached, and every external key exists; a test says what is otherwise.
 */
export interface SimulatedOutsideWorld extends OutsideWorld {
  /** What differs from a fit cluster (active, two HSMs, valid configuration); undefined: there is no such cluster. */
  setCluster(clusterId: string, cluster: Partial<CloudHsmCluster> | undefined): void;
  setProxy(uriEndpoint: string, proxy: SimulatedProxy): void;
  /** What differs from an enabled AES_256 key that encrypts and decrypts; undefined: the key was deleted. */
  setExternalKey(uriEndpoint: string, xksKeyId: string, key: SimulatedExternalKey | undefined): void;
  /** Everything is there and fit again. */
  clear(): void;
}

export function simulatedOutsideWorld(crypto: CryptoBackend, random: RandomSource): SimulatedOutsideWorld {
  const clusters = new Map<string, CloudHsmCluster | undefined>();
  const proxies = new Map<string, SimulatedProxy>();
  const keys = new Map<string, SimulatedExternalKey | undefined>();

  function checkHealth({ UriEndpoint, UriPath, AccessKeyId, RawSecretAccessKey }: XksProxy): void {
    const proxy = proxies.get(UriEndpoint) ?? {};
    if (proxy.failure !== undefined) throw new XksProxyError(proxy.failure);
    if ((proxy.UriPath ?? UriPath) !== UriPath) throw new XksProxyError('XKS_PROXY_INVALID_CONFIGURATION');
    const { credential = { AccessKeyId, RawSecretAccessKey } } = proxy;
    if (credential.AccessKeyId !== AccessKeyId || credential.RawSecretAccessKey !== RawSecretAccessKey) {
      throw new XksProxyError('INVALID_CREDENTIALS');
    }
  }

  function findKey(proxy: XksProxy, xksKeyId: string): ExternalKey & SimulatedExternalKey {
    checkHealth(proxy);
    const name = keyName(proxy.UriEndpoint, xksKeyId);
    const key = keys.has(name) ? keys.get(name) : {};
    if (key === undefined) throw new XksProxyError('KEY_NOT_FOUND');
    return { ...EXTERNAL_KEY, material: name, ...key };
  }

  function usableKey(proxy: XksProxy, xksKeyId: string, usage: string): KeyMaterial {
    const { keyStatus, keyUsage, material } = findKey(proxy, xksKeyId);
    if (keyStatus !== 'ENABLED') throw new XksProxyError('KEY_NOT_ENABLED');
    if (!keyUsage.includes(usage)) throw new XksProxyError('INVALID_KEY_USAGE');
    const secret = sha256(toUtf8(`external key ${material}`));
    return { spec: 'SYMMETRIC_DEFAULT', form: 'secret', value: toBase64(secret) };
  }

  return {
    setCluster: (clusterId, cluster) => clusters.set(clusterId, cluster && { ...CLUSTER, ...cluster }),
    setProxy: (uriEndpoint, proxy) => proxies.set(uriEndpoint, proxy),
    setExternalKey: (uriEndpoint, xksKeyId, key) => keys.set(keyName(uriEndpoint, xksKeyId), key),

    clear() {
      clusters.clear();
      proxies.clear();
      keys.clear();
    },

    cluster: (clusterId) => (clusters.has(clusterId) ? clusters.get(clusterId) : CLUSTER),
    checkHealth,
    externalKey: findKey,
    async encrypt(proxy, xksKeyId, additionalData, plaintext) {
      const key = usableKey(proxy, xksKeyId, 'ENCRYPT');
      const nonce = random.bytes(NONCE_BYTES, 'nonce of an external key');
      return concat(nonce, await crypto.seal(key, nonce, additionalData, plaintext));
    },
    async decrypt(proxy, xksKeyId, additionalData, ciphertext) {
      const key = usableKey(proxy, xksKeyId, 'DECRYPT');
      const nonce = ciphertext.subarray(0, NONCE_BYTES);
      return translateError(
        CryptoError,
        () => crypto.open(key, nonce, additionalData, ciphertext.subarray(NONCE_BYTES)),
        () => new XksProxyError('INVALID_CIPHERTEXT'),
      );
    },
  };
}

function keyName(uriEndpoint: string, xksKeyId: string): string {
  return `${uriEndpoint} ${xksKeyId}`;
}
