import type { ConnectionErrorCodeType, XksProxyConnectivityType } from '@aws-sdk/client-kms';
import { hasBrand } from '../bytes/brand.js';
import type { XksFailure } from '../model/faults/xks-proxy.js';
import type { MaybePromise } from './maybe-promise.js';

/** A CloudHSM cluster as AWS KMS sees it. */
export interface CloudHsmCluster {
  /** Initialized and activated. */
  readonly active: boolean;
  /** Active HSMs, each in another Availability Zone. KMS wants two for a key store and a key, one to connect. */
  readonly activeHsms: number;
  /** Private subnets in two Availability Zones, and the security group as CloudHSM made it. */
  readonly validConfiguration: boolean;
  /** Content of its `customerCA.crt`; where it is not known, every certificate is right. */
  readonly trustAnchorCertificate?: string;
  /** Clusters of one backup history have the same cluster certificate; where it is not known, a cluster is related to any. */
  readonly backupHistory?: string;
  /** Of the `kmsuser` crypto user; where it is not known, every password is right. */
  readonly kmsuserPassword?: string;
  /** Why connections to it fail. */
  readonly connectionErrorCode?: ConnectionErrorCodeType;
}

/** Where an external key store proxy is, and what KMS signs its requests to it with. */
export interface XksProxy {
  readonly Connectivity: XksProxyConnectivityType;
  readonly AccessKeyId: string;
  readonly RawSecretAccessKey: string;
  readonly UriEndpoint: string;
  readonly UriPath: string;
  readonly VpcEndpointServiceName?: string;
  /** Account id. */
  readonly VpcEndpointServiceOwner?: string;
}

/** An external key as its proxy describes it: KMS takes `AES_256`, `ENABLED`, with `ENCRYPT` and `DECRYPT`. */
export interface ExternalKey {
  readonly keySpec: string;
  readonly keyStatus: string;
  readonly keyUsage: readonly string[];
}

const XKS_PROXY_ERROR = Symbol.for('localkms.XksProxyError');

/** What an external key store proxy, or the way to it, answers instead of doing as it was asked. */
export class XksProxyError extends Error {
  override readonly name = 'XksProxyError';
  readonly failure: XksFailure;

  static override [Symbol.hasInstance](error: unknown): error is XksProxyError {
    return hasBrand(error, XKS_PROXY_ERROR);
  }

  get [XKS_PROXY_ERROR](): true {
    return true;
  }

  constructor(failure: XksFailure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * What custom key stores are backed by: CloudHSM clusters, and external key store proxies with their four operations.
 * Those throw `XksProxyError`s.
 *
 * @see https://github.com/aws/aws-kms-xksproxy-api-spec
 */
export interface KeyStoreBackends {
  /** The cluster of that id; undefined where there is none. */
  cluster(clusterId: string): MaybePromise<CloudHsmCluster | undefined>;
  /** GetHealthStatus. */
  checkHealth(proxy: XksProxy): MaybePromise<void>;
  /** GetKeyMetadata. */
  externalKey(proxy: XksProxy, xksKeyId: string): MaybePromise<ExternalKey>;
  /** Encrypt: an opaque ciphertext that is bound to the additional authenticated data. */
  encrypt(
    proxy: XksProxy,
    xksKeyId: string,
    additionalData: Uint8Array,
    plaintext: Uint8Array,
  ): MaybePromise<Uint8Array>;
  /** Decrypt. */
  decrypt(
    proxy: XksProxy,
    xksKeyId: string,
    additionalData: Uint8Array,
    ciphertext: Uint8Array,
  ): MaybePromise<Uint8Array>;
}
