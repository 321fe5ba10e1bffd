import { ACCOUNT, refusal, testKms } from '../../support/engine.js';
import {
  CLUSTER_ID,
  CREDENTIAL,
  connectedStore,
  createStore,
  describeStore,
  ENDPOINT,
  type NewStore,
  OTHER_CLUSTER_ID,
  OTHER_CREDENTIAL,
  PRIVATE_ENDPOINT,
  SERVICE_NAME,
} from '../../support/key-stores.js';

const TO_VPC = {
  XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
  XksProxyUriEndpoint: PRIVATE_ENDPOINT,
  XksProxyVpcEndpointServiceName: SERVICE_NAME,
};
const TO_PUBLIC = { XksProxyConnectivity: 'PUBLIC_ENDPOINT', XksProxyUriEndpoint: ENDPOINT };

/** Every member that each kind of store may change, what it changes, and whether the store may be CONNECTED. */
const UPDATES: readonly [NewStore, object, object, boolean][] = [
  ['AWS_CLOUDHSM', { NewCustomKeyStoreName: 'new' }, { CustomKeyStoreName: 'new' }, true],
  ['AWS_CLOUDHSM', { KeyStorePassword: 'ExamplePassword' }, {}, false],
  ['AWS_CLOUDHSM', { CloudHsmClusterId: OTHER_CLUSTER_ID }, { CloudHsmClusterId: OTHER_CLUSTER_ID }, false],
  ['EXTERNAL_KEY_STORE', { NewCustomKeyStoreName: 'new' }, { CustomKeyStoreName: 'new' }, true],
  [
    'EXTERNAL_KEY_STORE',
    { XksProxyUriPath: '/new-path/kms/xks/v1' },
    { XksProxyConfiguration: { UriPath: '/new-path/kms/xks/v1', UriEndpoint: ENDPOINT } },
    true,
  ],
  [
    'EXTERNAL_KEY_STORE',
    { XksProxyAuthenticationCredential: OTHER_CREDENTIAL },
    { XksProxyConfiguration: { AccessKeyId: OTHER_CREDENTIAL.AccessKeyId } },
    true,
  ],
  [
    'EXTERNAL_KEY_STORE',
    { XksProxyUriEndpoint: 'https://other.example.com' },
    { XksProxyConfiguration: { UriEndpoint: 'https://other.example.com', UriPath: '/kms/xks/v1' } },
    false,
  ],
  [
    'EXTERNAL_KEY_STORE',
    TO_VPC,
    {
      XksProxyConfiguration: {
        Connectivity: 'VPC_ENDPOINT_SERVICE',
        AccessKeyId: CREDENTIAL.AccessKeyId,
        UriEndpoint: PRIVATE_ENDPOINT,
        UriPath: '/kms/xks/v1',
        VpcEndpointServiceName: SERVICE_NAME,
        VpcEndpointServiceOwner: ACCOUNT,
      },
    },
    false,
  ],
  [
    'VPC_ENDPOINT_SERVICE',
    { XksProxyVpcEndpointServiceName: `${SERVICE_NAME}1` },
    { XksProxyConfiguration: { VpcEndpointServiceName: `${SERVICE_NAME}1`, VpcEndpointServiceOwner: ACCOUNT } },
    false,
  ],
  [
    'VPC_ENDPOINT_SERVICE',
    { XksProxyVpcEndpointServiceOwner: '123456789012' },
    { XksProxyConfiguration: { VpcEndpointServiceName: SERVICE_NAME, VpcEndpointServiceOwner: '123456789012' } },
    false,
  ],
];

describe('UpdateCustomKeyStore', () => {
  it.each(UPDATES)('%s: %j', async (what, input, shown) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, what);
    expect(await kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...input })).toEqual({});
    expect(await describeStore(kms, CustomKeyStoreId)).toMatchObject(shown);
  });

  it.each(UPDATES)('while CONNECTED, %s: %j', async (what, input, shown, allowed) => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, what);
    const before = await describeStore(kms, CustomKeyStoreId);
    const call = kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...input });
    if (allowed) {
      expect(await call).toEqual({});
      expect(await describeStore(kms, CustomKeyStoreId)).toMatchObject(shown);
      return;
    }
    expect(await refusal(call)).toEqual({
      name: 'CustomKeyStoreInvalidStateException',
      message: `The ConnectionState of custom key store ${CustomKeyStoreId} is CONNECTED, which is not valid for this operation.`,
    });
    expect(await describeStore(kms, CustomKeyStoreId)).toEqual(before);
  });

  it('with the PUBLIC_ENDPOINT connectivity forgets the VPC endpoint service', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'VPC_ENDPOINT_SERVICE');
    await kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...TO_PUBLIC });
    expect((await describeStore(kms, CustomKeyStoreId)).XksProxyConfiguration).toEqual({
      Connectivity: 'PUBLIC_ENDPOINT',
      AccessKeyId: CREDENTIAL.AccessKeyId,
      UriEndpoint: ENDPOINT,
      UriPath: '/kms/xks/v1',
    });
  });

  it('tells the new password to KMS, which connects with it', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.outside.setCluster(CLUSTER_ID, { kmsuserPassword: 'ExamplePassword' });
    await kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, KeyStorePassword: 'ExamplePassword' });
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe('CONNECTED');
  });

  it.each<[NewStore, object, string]>([
    [
      'AWS_CLOUDHSM',
      { XksProxyUriPath: '/kms/xks/v1' },
      'You cannot specify XksProxyUriPath for a custom key store of type AWS_CLOUDHSM.',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { KeyStorePassword: 'ExamplePassword' },
      'You cannot specify KeyStorePassword for a custom key store of type EXTERNAL_KEY_STORE.',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { ...TO_VPC, XksProxyUriEndpoint: undefined },
      'You must specify XksProxyUriEndpoint for changing the XksProxyConnectivity to VPC_ENDPOINT_SERVICE.',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { ...TO_VPC, XksProxyVpcEndpointServiceName: undefined },
      'You must specify XksProxyVpcEndpointServiceName for an external key store with VPC_ENDPOINT_SERVICE connectivity.',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { XksProxyVpcEndpointServiceName: SERVICE_NAME },
      'You cannot specify XksProxyVpcEndpointServiceName for an external key store with PUBLIC_ENDPOINT connectivity.',
    ],
    [
      'VPC_ENDPOINT_SERVICE',
      { ...TO_PUBLIC, XksProxyUriEndpoint: undefined },
      'You must specify XksProxyUriEndpoint for changing the XksProxyConnectivity to PUBLIC_ENDPOINT.',
    ],
  ])('refuses %s: %j', async (what, input, message) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, what);
    const call = kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...input });
    expect(await refusal(call)).toEqual({ name: 'ValidationException', message });
  });

  it('keeps what a store stands on unique', async () => {
    const kms = testKms();
    const other = 'https://other.example.com';
    await createStore(kms, 'AWS_CLOUDHSM', { CustomKeyStoreName: 'first' });
    await createStore(kms, 'EXTERNAL_KEY_STORE', { CustomKeyStoreName: 'second', XksProxyUriEndpoint: other });
    const cluster = await createStore(kms, 'AWS_CLOUDHSM', { CloudHsmClusterId: OTHER_CLUSTER_ID });
    const proxy = await createStore(kms, 'EXTERNAL_KEY_STORE');
    for (const [CustomKeyStoreId, input, name] of [
      [cluster, { NewCustomKeyStoreName: 'second' }, 'CustomKeyStoreNameInUseException'],
      [cluster, { CloudHsmClusterId: CLUSTER_ID }, 'CloudHsmClusterInUseException'],
      [proxy, { XksProxyUriEndpoint: other }, 'XksProxyUriInUseException'],
    ] as const) {
      expect((await refusal(kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...input }))).name).toBe(name);
    }
    const own = { NewCustomKeyStoreName: 'ExampleKeyStore', CloudHsmClusterId: OTHER_CLUSTER_ID };
    expect(await kms.call('UpdateCustomKeyStore', { CustomKeyStoreId: cluster, ...own })).toEqual({});
  });

  it('refuses a cluster that is not related to the original one', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    const update = () => kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, CloudHsmClusterId: OTHER_CLUSTER_ID });
    kms.outside.setCluster(CLUSTER_ID, { backupHistory: 'one' });
    kms.outside.setCluster(OTHER_CLUSTER_ID, { backupHistory: 'another' });
    expect(await refusal(update())).toEqual({
      name: 'CloudHsmClusterNotRelatedException',
      message: `The CloudHSM cluster ${OTHER_CLUSTER_ID} has a different cluster certificate than the original cluster.`,
    });
    kms.outside.setCluster(OTHER_CLUSTER_ID, { backupHistory: 'one' });
    expect(await update()).toEqual({});
  });

  it.each([
    [undefined, 'CloudHsmClusterNotFoundException'],
    [{ active: false }, 'CloudHsmClusterNotActiveException'],
    [{ activeHsms: 1 }, 'CloudHsmClusterInvalidConfigurationException'],
  ])('refuses a new cluster that is %j: %s', async (cluster, name) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.outside.setCluster(OTHER_CLUSTER_ID, cluster);
    const call = kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, CloudHsmClusterId: OTHER_CLUSTER_ID });
    expect((await refusal(call)).name).toBe(name);
  });

  it('looks at the proxy where its settings change, and not for a new name', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'VPC_ENDPOINT_SERVICE');
    kms.outside.setProxy(PRIVATE_ENDPOINT, { failure: 'XKS_PROXY_UNHEALTHY' });
    const update = (input: object) => kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...input });
    expect(await refusal(update({ XksProxyUriPath: '/b/kms/xks/v1' }))).toEqual({
      name: 'XksProxyUriUnreachableException',
      message:
        'The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator.',
    });
    expect(await update({ NewCustomKeyStoreName: 'new' })).toEqual({});
  });
});
