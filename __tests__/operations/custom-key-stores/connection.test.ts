import type { ConnectionErrorCodeType, ConnectionStateType, CustomKeyStoreType } from '@aws-sdk/client-kms';
import type { OperationName } from '../../../src/model/operation-types.js';
import { XKS_PROXY_FAILURES } from '../../../src/model/xks-failures.js';
import type { CloudHsmCluster } from '../../../src/ports/key-store-backends.js';
import { DAY, refusal, testKms } from '../../support/engine.js';
import {
  CLUSTER_ID,
  connectedStore,
  createStore,
  describeStore,
  ENDPOINT,
  keyInStore,
  NEW_STORE,
  storeIn,
} from '../../support/key-stores.js';

const TYPES: readonly CustomKeyStoreType[] = ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'];
const STATES: readonly ConnectionStateType[] = ['DISCONNECTED', 'CONNECTING', 'CONNECTED', 'FAILED', 'DISCONNECTING'];
const UNKNOWN = 'cks-1234567890abcdef0';
const DELAY = 60_000;

function slowKms() {
  return testKms({ world: { transitionDelay: DELAY } });
}

/** The documented conditions of CustomKeyStoreInvalidStateException. */
const ALLOWED: { readonly [operation: string]: readonly ConnectionStateType[] } = {
  ConnectCustomKeyStore: ['DISCONNECTED', 'CONNECTED', 'CONNECTING'],
  DisconnectCustomKeyStore: ['CONNECTED', 'CONNECTING', 'FAILED'],
  DeleteCustomKeyStore: ['DISCONNECTED'],
  UpdateCustomKeyStore: ['DISCONNECTED', 'CONNECTED'],
};
const INPUT: { readonly [operation: string]: object } = { UpdateCustomKeyStore: { NewCustomKeyStoreName: 'new' } };

describe.each(Object.keys(ALLOWED) as OperationName[])('%s', (operation) => {
  const cases = TYPES.flatMap((type) => STATES.map((state) => [type, state] as const));

  it.each(cases)('of a store of type %s that is %s', async (type, state) => {
    const kms = slowKms();
    const CustomKeyStoreId = await storeIn(kms, state, type);
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe(state);
    const call = kms.call(operation, { CustomKeyStoreId, ...INPUT[operation] });
    if (ALLOWED[operation]?.includes(state)) {
      expect(await call).toEqual({});
      return;
    }
    expect(await refusal(call)).toEqual({
      name: 'CustomKeyStoreInvalidStateException',
      message: `The ConnectionState of custom key store ${CustomKeyStoreId} is ${state}, which is not valid for this operation.`,
    });
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe(state);
  });

  it('of an unknown store: CustomKeyStoreNotFoundException without a message', async () => {
    const call = testKms().call(operation, { CustomKeyStoreId: UNKNOWN });
    expect(await refusal(call)).toEqual({ name: 'CustomKeyStoreNotFoundException', message: undefined });
  });

  it('of a store of another account or Region: CustomKeyStoreNotFoundException', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    for (const place of [{ account: '123456789012' }, { region: 'eu-west-1' }]) {
      const { name } = await refusal(kms.as(place).call(operation, { CustomKeyStoreId }));
      expect(name).toBe('CustomKeyStoreNotFoundException');
    }
  });
});

describe('a custom key store', () => {
  it.each(TYPES)('of type %s passes through its transient states', async (type) => {
    const kms = slowKms();
    const CustomKeyStoreId = await createStore(kms, type);
    const seen: unknown[] = [];
    const look = async () => seen.push((await describeStore(kms, CustomKeyStoreId)).ConnectionState);
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    kms.advance(DELAY - 1);
    await look();
    kms.advance(1);
    await look();
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    kms.advance(DELAY - 1);
    await look();
    kms.advance(1);
    await look();
    expect(seen).toEqual(['CONNECTING', 'CONNECTED', 'DISCONNECTING', 'DISCONNECTED']);
  });

  it.each(TYPES)('of type %s is CONNECTED at the next call without a transition delay', async (type) => {
    const kms = testKms();
    const id = await connectedStore(kms, type);
    expect((await describeStore(kms, id)).ConnectionState).toBe('CONNECTED');
  });

  it('disconnected while CONNECTING never gets CONNECTED', async () => {
    const kms = slowKms();
    const CustomKeyStoreId = await storeIn(kms, 'CONNECTING', 'AWS_CLOUDHSM');
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    kms.advance(DAY);
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe('DISCONNECTED');
  });

  it('that FAILED tells why until it is disconnected, and connects once the cause is gone', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'EXTERNAL_KEY_STORE');
    kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_TIMED_OUT' });
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(await describeStore(kms, CustomKeyStoreId)).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode: 'XKS_PROXY_TIMED_OUT',
    });
    kms.outside.setProxy(ENDPOINT, {});
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    expect(await describeStore(kms, CustomKeyStoreId)).not.toHaveProperty('ConnectionErrorCode');
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    const connected = await describeStore(kms, CustomKeyStoreId);
    expect(connected).toMatchObject({ ConnectionState: 'CONNECTED' });
    expect(connected).not.toHaveProperty('ConnectionErrorCode');
  });
});

/** What CustomKeyStoresListEntry says of each code; two failures share the code of the nearest. */
const CODES: { readonly [failure: string]: string } = {
  XKS_PROXY_UNHEALTHY: 'XKS_PROXY_NOT_REACHABLE',
  XKS_PROXY_UNSUPPORTED_OPERATION: 'XKS_PROXY_INVALID_CONFIGURATION',
};

describe('ConnectCustomKeyStore', () => {
  it.each(XKS_PROXY_FAILURES)('succeeds, and the connection fails: %s', async (failure) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'EXTERNAL_KEY_STORE');
    kms.outside.setProxy(ENDPOINT, { failure });
    expect(await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId })).toEqual({});
    expect(await describeStore(kms, CustomKeyStoreId)).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode: CODES[failure] ?? failure,
    });
  });

  it.each<[Partial<CloudHsmCluster> | undefined, ConnectionErrorCodeType]>([
    [undefined, 'CLUSTER_NOT_FOUND'],
    [{ kmsuserPassword: 'changedPswd' }, 'INVALID_CREDENTIALS'],
    ...(
      [
        'NETWORK_ERRORS',
        'INTERNAL_ERROR',
        'INSUFFICIENT_CLOUDHSM_HSMS',
        'USER_LOCKED_OUT',
        'USER_NOT_FOUND',
        'USER_LOGGED_IN',
        'SUBNET_NOT_FOUND',
        'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
      ] as const
    ).map((code): [Partial<CloudHsmCluster>, ConnectionErrorCodeType] => [{ connectionErrorCode: code }, code]),
  ])('succeeds, and the connection fails where the cluster is %j: %s', async (cluster, ConnectionErrorCode) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.outside.setCluster(CLUSTER_ID, cluster);
    expect(await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId })).toEqual({});
    expect(await describeStore(kms, CustomKeyStoreId)).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode,
    });
  });

  it.each([
    [{ active: false }, 'CloudHsmClusterNotActiveException'],
    [{ activeHsms: 0 }, 'CloudHsmClusterInvalidConfigurationException'],
    [{ validConfiguration: false }, 'CloudHsmClusterInvalidConfigurationException'],
  ])('refuses a cluster that is %j at once: %s', async (cluster, name) => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.outside.setCluster(CLUSTER_ID, cluster);
    expect((await refusal(kms.call('ConnectCustomKeyStore', { CustomKeyStoreId }))).name).toBe(name);
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe('DISCONNECTED');
  });

  it('needs one active HSM', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.outside.setCluster(CLUSTER_ID, { activeHsms: 1, kmsuserPassword: NEW_STORE.AWS_CLOUDHSM.KeyStorePassword });
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect((await describeStore(kms, CustomKeyStoreId)).ConnectionState).toBe('CONNECTED');
  });
});

describe('DeleteCustomKeyStore', () => {
  it('forgets the store, whose name and cluster are free again', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    expect(await kms.call('DeleteCustomKeyStore', { CustomKeyStoreId })).toEqual({});
    const call = kms.call('DescribeCustomKeyStores', { CustomKeyStoreId });
    expect((await refusal(call)).name).toBe('CustomKeyStoreNotFoundException');
    expect(await createStore(kms, 'AWS_CLOUDHSM')).not.toBe(CustomKeyStoreId);
  });

  it('refuses a store with a key, also one pending deletion, until the key is gone', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
    const { KeyId } = await keyInStore(kms, CustomKeyStoreId);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    const hasKeys = {
      name: 'CustomKeyStoreHasCMKsException',
      message: `Custom key store ${CustomKeyStoreId} contains KMS keys.`,
    };
    expect(await refusal(kms.call('DeleteCustomKeyStore', { CustomKeyStoreId }))).toEqual(hasKeys);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(await refusal(kms.call('DeleteCustomKeyStore', { CustomKeyStoreId }))).toEqual(hasKeys);
    kms.advance(7 * DAY);
    expect(await kms.call('DeleteCustomKeyStore', { CustomKeyStoreId })).toEqual({});
  });
});
