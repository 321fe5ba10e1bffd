import { ACCOUNT, refusal, START, testKms } from '../../support/engine.js';
import {
  CLUSTER_ID,
  CREDENTIAL,
  createStore,
  describeStore,
  ENDPOINT,
  NEW_STORE,
  type NewStore,
  newStore,
  PRIVATE_ENDPOINT,
  SERVICE_NAME,
} from '../../support/key-stores.js';

const ALL = Object.keys(NEW_STORE) as NewStore[];

describe('CreateCustomKeyStore', () => {
  it.each(ALL)('answers with nothing but the id of the new %s store', async (what) => {
    expect(await newStore(testKms(), what)).toEqual({ CustomKeyStoreId: expect.stringMatching(/^cks-[0-9a-f]{17}$/) });
  });

  it('makes a CloudHSM key store where no type is given, DISCONNECTED and without its password', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    expect(await describeStore(kms, CustomKeyStoreId)).toEqual({
      CustomKeyStoreId,
      CustomKeyStoreName: 'ExampleKeyStore',
      CloudHsmClusterId: CLUSTER_ID,
      TrustAnchorCertificate: '<certificate-goes-here>',
      ConnectionState: 'DISCONNECTED',
      CreationDate: new Date(START),
      CustomKeyStoreType: 'AWS_CLOUDHSM',
    });
  });

  it('makes an external key store with a public endpoint, and never tells the RawSecretAccessKey', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'EXTERNAL_KEY_STORE');
    expect(await describeStore(kms, CustomKeyStoreId)).toEqual({
      CustomKeyStoreId,
      CustomKeyStoreName: 'ExampleExternalKeyStore',
      ConnectionState: 'DISCONNECTED',
      CreationDate: new Date(START),
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConfiguration: {
        Connectivity: 'PUBLIC_ENDPOINT',
        AccessKeyId: CREDENTIAL.AccessKeyId,
        UriEndpoint: ENDPOINT,
        UriPath: '/kms/xks/v1',
      },
    });
  });

  it.each([
    [undefined, ACCOUNT],
    ['123456789012', '123456789012'],
  ])('with the VPC endpoint service owner %s shows the owner %s', async (given, VpcEndpointServiceOwner) => {
    const kms = testKms();
    const id = await createStore(kms, 'VPC_ENDPOINT_SERVICE', { XksProxyVpcEndpointServiceOwner: given });
    expect((await describeStore(kms, id)).XksProxyConfiguration).toEqual({
      Connectivity: 'VPC_ENDPOINT_SERVICE',
      AccessKeyId: CREDENTIAL.AccessKeyId,
      UriEndpoint: PRIVATE_ENDPOINT,
      UriPath: '/kms/xks/v1',
      VpcEndpointServiceName: SERVICE_NAME,
      VpcEndpointServiceOwner,
    });
  });

  const required: readonly [NewStore, readonly string[]][] = [
    ['AWS_CLOUDHSM', ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword']],
    [
      'EXTERNAL_KEY_STORE',
      ['XksProxyUriEndpoint', 'XksProxyUriPath', 'XksProxyAuthenticationCredential', 'XksProxyConnectivity'],
    ],
  ];
  it.each(required.flatMap(([type, members]) => members.map((member) => [type, member] as const)))(
    'refuses a store of type %s without %s',
    async (type, member) => {
      expect(await refusal(newStore(testKms(), type, { [member]: undefined }))).toEqual({
        name: 'ValidationException',
        message: `You must specify ${member} for a custom key store of type ${type}.`,
      });
    },
  );

  const foreign: readonly [NewStore, NewStore, readonly string[]][] = [
    ['EXTERNAL_KEY_STORE', 'AWS_CLOUDHSM', required[0]?.[1] ?? []],
    ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE', required[1]?.[1] ?? []],
    ['AWS_CLOUDHSM', 'VPC_ENDPOINT_SERVICE', ['XksProxyVpcEndpointServiceName']],
  ];
  it.each(foreign.flatMap(([type, from, members]) => members.map((member) => [type, member, from] as const)))(
    'refuses a store of type %s with %s',
    async (type, member, from) => {
      const value = (NEW_STORE[from] as Record<string, unknown>)[member];
      expect(await refusal(newStore(testKms(), type, { [member]: value }))).toEqual({
        name: 'ValidationException',
        message: `You cannot specify ${member} for a custom key store of type ${type}.`,
      });
    },
  );

  it('wants the name of a VPC endpoint service where the connectivity is one', async () => {
    const input = { XksProxyVpcEndpointServiceName: undefined };
    expect(await refusal(newStore(testKms(), 'VPC_ENDPOINT_SERVICE', input))).toEqual({
      name: 'ValidationException',
      message:
        'You must specify XksProxyVpcEndpointServiceName for an external key store with VPC_ENDPOINT_SERVICE connectivity.',
    });
  });

  it.each([
    ['XksProxyVpcEndpointServiceName', SERVICE_NAME],
    ['XksProxyVpcEndpointServiceOwner', '123456789012'],
  ])('refuses %s with a public endpoint', async (member, value) => {
    expect(await refusal(newStore(testKms(), 'EXTERNAL_KEY_STORE', { [member]: value }))).toEqual({
      name: 'ValidationException',
      message: `You cannot specify ${member} for an external key store with PUBLIC_ENDPOINT connectivity.`,
    });
  });

  it.each([
    [
      'AWS_CLOUDHSM',
      { KeyStorePassword: 'secret' },
      "Value at 'keyStorePassword'",
      'length greater than or equal to 7',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { XksProxyAuthenticationCredential: { ...CREDENTIAL, RawSecretAccessKey: 'x'.repeat(42) } },
      "Value at 'xksProxyAuthenticationCredential.rawSecretAccessKey'",
      'length greater than or equal to 43',
    ],
    [
      'EXTERNAL_KEY_STORE',
      { XksProxyAuthenticationCredential: { ...CREDENTIAL, AccessKeyId: 'A'.repeat(31) } },
      "Value at 'xksProxyAuthenticationCredential.accessKeyId'",
      'length less than or equal to 30',
    ],
  ] as const)('does not show a secret of a %s store that it refuses (%#)', async (what, input, value, constraint) => {
    expect(await refusal(newStore(testKms(), what, input))).toEqual({
      name: 'ValidationException',
      message: `1 validation error detected: ${value} failed to satisfy constraint: Member must have ${constraint}`,
    });
  });
});
