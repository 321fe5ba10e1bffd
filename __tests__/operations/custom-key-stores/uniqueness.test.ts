import { refusal, testKms } from '../../support/engine.js';
import {
  CLUSTER_ID,
  createStore,
  ENDPOINT,
  NEW_STORE,
  type NewStore,
  newStore,
  OTHER_CLUSTER_ID,
  PRIVATE_ENDPOINT,
  SERVICE_NAME,
} from '../../support/key-stores.js';

const ALL = Object.keys(NEW_STORE) as NewStore[];

describe('CreateCustomKeyStore beside another custom key store', () => {
  it.each(ALL)('refuses the name of a %s store', async (what) => {
    const kms = testKms();
    await createStore(kms, what, { CustomKeyStoreName: 'taken' });
    const other = what === 'AWS_CLOUDHSM' ? 'EXTERNAL_KEY_STORE' : 'AWS_CLOUDHSM';
    expect(await refusal(newStore(kms, other, { CustomKeyStoreName: 'taken' }))).toEqual({
      name: 'CustomKeyStoreNameInUseException',
      message: 'The custom key store name taken is already in use.',
    });
    expect(await newStore(kms, other, { CustomKeyStoreName: 'Taken' })).toEqual({
      CustomKeyStoreId: expect.any(String),
    });
  });

  it('refuses its CloudHSM cluster', async () => {
    const kms = testKms();
    await createStore(kms, 'AWS_CLOUDHSM');
    expect(await refusal(newStore(kms, 'AWS_CLOUDHSM', { CustomKeyStoreName: 'other' }))).toEqual({
      name: 'CloudHsmClusterInUseException',
      message: `The CloudHSM cluster ${CLUSTER_ID}, or one that shares a backup history with it, is already associated with a custom key store.`,
    });
  });

  it('refuses a CloudHSM cluster that shares a backup history with its own', async () => {
    const kms = testKms();
    await createStore(kms, 'AWS_CLOUDHSM');
    const input = { CustomKeyStoreName: 'other', CloudHsmClusterId: OTHER_CLUSTER_ID };
    kms.outside.setCluster(CLUSTER_ID, { backupHistory: 'one' });
    kms.outside.setCluster(OTHER_CLUSTER_ID, { backupHistory: 'one' });
    expect((await refusal(newStore(kms, 'AWS_CLOUDHSM', input))).name).toBe('CloudHsmClusterInUseException');
    kms.outside.setCluster(OTHER_CLUSTER_ID, { backupHistory: 'another' });
    expect(await newStore(kms, 'AWS_CLOUDHSM', input)).toEqual({ CustomKeyStoreId: expect.any(String) });
  });

  const named = { CustomKeyStoreName: 'other' };
  it.each<[NewStore, NewStore, object, string | undefined]>([
    ['EXTERNAL_KEY_STORE', 'EXTERNAL_KEY_STORE', named, 'XksProxyUriInUseException'],
    ['EXTERNAL_KEY_STORE', 'EXTERNAL_KEY_STORE', { ...named, XksProxyUriPath: '/b/kms/xks/v1' }, undefined],
    ['EXTERNAL_KEY_STORE', 'EXTERNAL_KEY_STORE', { ...named, XksProxyUriEndpoint: `${ENDPOINT}.org` }, undefined],
    ['VPC_ENDPOINT_SERVICE', 'VPC_ENDPOINT_SERVICE', named, 'XksProxyUriInUseException'],
    [
      'VPC_ENDPOINT_SERVICE',
      'VPC_ENDPOINT_SERVICE',
      { ...named, XksProxyUriPath: '/b/kms/xks/v1' },
      'XksProxyUriEndpointInUseException',
    ],
    [
      'VPC_ENDPOINT_SERVICE',
      'VPC_ENDPOINT_SERVICE',
      { ...named, XksProxyUriEndpoint: ENDPOINT },
      'XksProxyVpcEndpointServiceInUseException',
    ],
    [
      'VPC_ENDPOINT_SERVICE',
      'VPC_ENDPOINT_SERVICE',
      { ...named, XksProxyUriEndpoint: ENDPOINT, XksProxyVpcEndpointServiceName: `${SERVICE_NAME}1` },
      undefined,
    ],
    [
      'VPC_ENDPOINT_SERVICE',
      'EXTERNAL_KEY_STORE',
      { ...named, XksProxyUriEndpoint: PRIVATE_ENDPOINT, XksProxyUriPath: '/b/kms/xks/v1' },
      'XksProxyUriEndpointInUseException',
    ],
    [
      'EXTERNAL_KEY_STORE',
      'VPC_ENDPOINT_SERVICE',
      { ...named, XksProxyUriEndpoint: ENDPOINT, XksProxyUriPath: '/b/kms/xks/v1' },
      'XksProxyUriEndpointInUseException',
    ],
  ])('%s, then %s with %j: %s', async (first, second, input, name) => {
    const kms = testKms();
    await createStore(kms, first);
    const call = newStore(kms, second, input);
    if (name === undefined) expect(await call).toEqual({ CustomKeyStoreId: expect.any(String) });
    else expect(await refusal(call)).toEqual({ name, message: expect.stringContaining('already associated') });
  });

  it('keeps account and Region apart', async () => {
    const kms = testKms();
    await createStore(kms, 'AWS_CLOUDHSM');
    for (const place of [{ region: 'eu-west-1' }, { account: '123456789012' }]) {
      expect(await kms.as(place).call('CreateCustomKeyStore', NEW_STORE.AWS_CLOUDHSM)).toEqual({
        CustomKeyStoreId: expect.any(String),
      });
    }
  });

  it('gives a name to one of several calls at once', async () => {
    const kms = testKms();
    const calls = [1, 2, 3].map((n) => newStore(kms, 'EXTERNAL_KEY_STORE', { XksProxyUriPath: `/${n}/kms/xks/v1` }));
    const answers = await Promise.allSettled(calls);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
