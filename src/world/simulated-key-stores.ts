import { toBase64 } from '../bytes/base64.js';
import { concat } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../ports/crypto-backend.js';
import {
  type CloudHsmCluster,
  type ExternalKey,
  type KeyStoreBackends,
  type XksProxy,
  XksProxyError,
} from '../ports/key-store-backends.js';
import type { RandomSource } from '../ports/random-source.js';
import { translateError } from '../ports/translate-error.js';
import { externalKeyName, type OutsideSettings, type SimulatedExternalKey } from './outside.js';

const CLUSTER: CloudHsmCluster = { active: true, activeHsms: 2, validConfiguration: true };
const EXTERNAL_KEY: ExternalKey = { keySpec: 'AES_256', keyStatus: 'ENABLED', keyUsage: ['ENCRYPT', 'DECRYPT'] };
const NONCE_BYTES = 12;

/** CloudHSM clusters and external key stores in process, as the settings say. */
export function simulatedKeyStores(
  { clusters, proxies, externalKeys }: OutsideSettings,
  crypto: CryptoBackend,
  random: RandomSource,
): KeyStoreBackends {
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
    const name = externalKeyName(proxy.UriEndpoint, xksKeyId);
    const key = externalKeys.has(name) ? externalKeys.get(name) : {};
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
    cluster(clusterId) {
      const told = clusters.has(clusterId) ? clusters.get(clusterId) : {};
      return told && { ...CLUSTER, ...told };
    },
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
