import type {
  ConnectionErrorCodeType,
  ConnectionStateType,
  CustomKeyStoreType,
  XksProxyConnectivityType,
} from '@aws-sdk/client-kms';

/** A custom key store; dates are milliseconds since the epoch. */
export interface CustomKeyStoreRecord {
  readonly CustomKeyStoreId: string;
  readonly account: string;
  readonly region: string;
  readonly CustomKeyStoreName: string;
  readonly CustomKeyStoreType: CustomKeyStoreType;
  readonly ConnectionState: ConnectionStateType;
  readonly ConnectionErrorCode?: ConnectionErrorCodeType;
  readonly CreationDate: number;
  /** When CONNECTING or DISCONNECTING ends, and what follows. */
  readonly transition?: {
    readonly at: number;
    readonly to: ConnectionStateType;
    readonly ConnectionErrorCode?: ConnectionErrorCodeType;
  };
  readonly CloudHsmClusterId?: string;
  readonly TrustAnchorCertificate?: string;
  readonly KeyStorePassword?: string;
  readonly XksProxyConnectivity?: XksProxyConnectivityType;
  readonly XksProxyUriEndpoint?: string;
  readonly XksProxyUriPath?: string;
  readonly XksProxyVpcEndpointServiceName?: string;
  readonly XksProxyVpcEndpointServiceOwner?: string;
  readonly XksProxyAuthenticationCredential?: { readonly AccessKeyId: string; readonly RawSecretAccessKey: string };
}
