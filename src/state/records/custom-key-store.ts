import type { ConnectionErrorCodeType, ConnectionStateType, CustomKeyStoreType } from '@aws-sdk/client-kms';
import type { XksProxy } from '../../ports/key-store-backends.js';

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
  /** CloudHSM key stores have these three, external key stores the proxy. */
  readonly CloudHsmClusterId?: string;
  readonly TrustAnchorCertificate?: string;
  readonly KeyStorePassword?: string;
  readonly proxy?: XksProxy;
}
