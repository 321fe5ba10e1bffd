import type { ConnectionStateType, CustomKeyStoreType, KeyMetadata } from '@aws-sdk/client-kms';
import type { TestKms } from './engine.js';

type Caller = Pick<TestKms, 'call'>;

export const CLUSTER_ID = 'cluster-234abcdefABC';
export const OTHER_CLUSTER_ID = 'cluster-765zyxwvuTSR';
export const ENDPOINT = 'https://myproxy.xks.example.com';
export const PRIVATE_ENDPOINT = 'https://myproxy-private.xks.example.com';
export const SERVICE_NAME = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0';
export const CREDENTIAL = {
  AccessKeyId: 'ABCDE23456723EXAMPLE',
  RawSecretAccessKey: 'DXjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H/u9pSo=',
};
export const OTHER_CREDENTIAL = {
  AccessKeyId: 'ZYXWV23456723EXAMPLE',
  RawSecretAccessKey: 'AAjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H/u9pSo=',
};

/** Input of CreateCustomKeyStore, by what the store is. */
export const NEW_STORE = {
  AWS_CLOUDHSM: {
    CustomKeyStoreName: 'ExampleKeyStore',
    CloudHsmClusterId: CLUSTER_ID,
    TrustAnchorCertificate: '<certificate-goes-here>',
    KeyStorePassword: 'kmsPswd',
  },
  EXTERNAL_KEY_STORE: {
    CustomKeyStoreName: 'ExampleExternalKeyStore',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: ENDPOINT,
    XksProxyUriPath: '/kms/xks/v1',
    XksProxyAuthenticationCredential: CREDENTIAL,
  },
  VPC_ENDPOINT_SERVICE: {
    CustomKeyStoreName: 'ExampleVPCEndpointKeyStore',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
    XksProxyUriEndpoint: PRIVATE_ENDPOINT,
    XksProxyUriPath: '/kms/xks/v1',
    XksProxyVpcEndpointServiceName: SERVICE_NAME,
    XksProxyAuthenticationCredential: CREDENTIAL,
  },
} as const;

export type NewStore = keyof typeof NEW_STORE;

export function newStore(kms: Caller, what: NewStore, input: object = {}) {
  return kms.call('CreateCustomKeyStore', { ...NEW_STORE[what], ...input });
}

export async function createStore(kms: Caller, what: NewStore, input: object = {}): Promise<string> {
  const { CustomKeyStoreId } = await newStore(kms, what, input);
  return CustomKeyStoreId;
}

export async function connectedStore(kms: Caller, what: NewStore, input: object = {}): Promise<string> {
  const CustomKeyStoreId = await createStore(kms, what, input);
  await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
  return CustomKeyStoreId;
}

/** A new store in that connection state, which a transition delay of the world holds on to. */
export async function storeIn(kms: TestKms, state: ConnectionStateType, type: CustomKeyStoreType): Promise<string> {
  const CustomKeyStoreId = await createStore(kms, type);
  if (state === 'DISCONNECTED') return CustomKeyStoreId;
  if (state === 'FAILED') {
    kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_NOT_REACHABLE' });
    kms.outside.setCluster(CLUSTER_ID, { connectionErrorCode: 'NETWORK_ERRORS' });
  }
  await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
  if (state === 'CONNECTING') return CustomKeyStoreId;
  kms.advance(kms.world.transitionDelay);
  if (state === 'DISCONNECTING') await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
  kms.outside.setProxy(ENDPOINT, {});
  kms.outside.setCluster(CLUSTER_ID, {});
  return CustomKeyStoreId;
}

export async function describeStore(kms: Caller, CustomKeyStoreId: string) {
  const { CustomKeyStores } = await kms.call('DescribeCustomKeyStores', { CustomKeyStoreId });
  return CustomKeyStores[0] as NonNullable<(typeof CustomKeyStores)[0]>;
}

/** A key in a connected store; `XksKeyId` names the external key. */
export async function keyInStore(kms: Caller, CustomKeyStoreId: string, XksKeyId?: string) {
  const Origin = XksKeyId === undefined ? 'AWS_CLOUDHSM' : 'EXTERNAL_KEY_STORE';
  const { KeyMetadata } = await kms.call('CreateKey', { Origin, CustomKeyStoreId, XksKeyId });
  return KeyMetadata as KeyMetadata & { Arn: string; KeyId: string; CustomKeyStoreId: string };
}
