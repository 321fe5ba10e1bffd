import type { ConnectionStateType } from '@aws-sdk/client-kms';
import type { OperationName } from '../../src/model/operation-types.js';
import type { TestKms } from '../support/engine.js';
import {
  CLUSTER_ID,
  connectedStore,
  createStore,
  describeStore,
  ENDPOINT,
  keyInStore,
  NEW_STORE,
  newStore,
  SERVICE_NAME,
  storeIn,
} from '../support/key-stores.js';
import { type Fact, refused } from './fact.js';
import { factsOf } from './key-scenes.js';
import { matching } from './matchers.js';
import { inferred } from './source.js';
import { developerGuide, listedError, memberOf, requestMember, responseMember } from './sources/aws.js';

const fact = factsOf('custom-key-stores');
const UNKNOWN = 'cks-1234567890abcdef0';
const UNKNOWN_STORE = developerGuide('delete-xks', 'Delete an external key store (API)', 'delete-xks-api');
const NOT_FOUND = { name: 'CustomKeyStoreNotFoundException', message: undefined };

/** The connection states in which the documentation allows an operation. */
const ALLOWED: { readonly [operation in OperationName]?: readonly ConnectionStateType[] } = {
  ConnectCustomKeyStore: ['DISCONNECTED', 'CONNECTED', 'CONNECTING'],
  DeleteCustomKeyStore: ['DISCONNECTED'],
  DisconnectCustomKeyStore: ['CONNECTED', 'CONNECTING', 'FAILED'],
  UpdateCustomKeyStore: ['DISCONNECTED', 'CONNECTED'],
};
const STATES: readonly ConnectionStateType[] = ['DISCONNECTED', 'CONNECTING', 'CONNECTED', 'FAILED', 'DISCONNECTING'];
const OPERATIONS = Object.keys(ALLOWED) as OperationName[];

/** The name of the exception, or the answer. */
async function nameOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch(async () => (await refused(call)).name);
}

/** Stores stay in their transient states for an hour. */
function slowly(kms: TestKms): TestKms {
  Object.assign(kms.world, { transitionDelay: 3_600_000 });
  return kms;
}

const states = OPERATIONS.flatMap((operation) =>
  STATES.map((state) => {
    const allowed = ALLOWED[operation]?.includes(state) ?? false;
    return fact(
      `${operation.toLowerCase()}-${state.toLowerCase()}`,
      operation,
      `A store that is ${state} ${allowed ? 'is allowed' : 'is refused'}.`,
      listedError(operation, 'CustomKeyStoreInvalidStateException'),
      async (kms) => {
        const CustomKeyStoreId = await storeIn(slowly(kms), state, 'AWS_CLOUDHSM');
        const input = operation === 'UpdateCustomKeyStore' ? { NewCustomKeyStoreName: 'new' } : {};
        return nameOf(kms.call(operation, { CustomKeyStoreId, ...input }));
      },
      allowed ? {} : 'CustomKeyStoreInvalidStateException',
    );
  }),
);

const unknown = [...OPERATIONS, 'DescribeCustomKeyStores' as const].map((operation) =>
  fact(
    `${operation.toLowerCase()}-unknown`,
    operation,
    'An unknown id is refused without a message.',
    operation === 'DescribeCustomKeyStores'
      ? UNKNOWN_STORE
      : inferred('DescribeCustomKeyStores answers so', UNKNOWN_STORE),
    (kms) => refused(kms.call(operation, { CustomKeyStoreId: UNKNOWN })),
    NOT_FOUND,
  ),
);

const clusters = (
  [
    ['not-found', undefined, 'CloudHsmClusterNotFoundException'],
    ['not-active', { active: false }, 'CloudHsmClusterNotActiveException'],
    ['one-hsm', { activeHsms: 1 }, 'CloudHsmClusterInvalidConfigurationException'],
    ['trust-anchor', { trustAnchorCertificate: 'another' }, 'IncorrectTrustAnchorException'],
  ] as const
).map(([id, cluster, name]) =>
  fact(
    `create-cluster-${id}`,
    'CreateCustomKeyStore',
    `A cluster that is not fit is refused: ${id}.`,
    listedError('CreateCustomKeyStore', name),
    (kms) => {
      kms.outside.setCluster(CLUSTER_ID, cluster);
      return nameOf(newStore(kms, 'AWS_CLOUDHSM'));
    },
    name,
  ),
);

const missing = (
  [
    ['AWS_CLOUDHSM', 'CloudHsmClusterId'],
    ['AWS_CLOUDHSM', 'TrustAnchorCertificate'],
    ['AWS_CLOUDHSM', 'KeyStorePassword'],
    ['EXTERNAL_KEY_STORE', 'XksProxyConnectivity'],
    ['EXTERNAL_KEY_STORE', 'XksProxyUriEndpoint'],
    ['EXTERNAL_KEY_STORE', 'XksProxyUriPath'],
    ['EXTERNAL_KEY_STORE', 'XksProxyAuthenticationCredential'],
    ['VPC_ENDPOINT_SERVICE', 'XksProxyVpcEndpointServiceName'],
  ] as const
).map(([what, member]) =>
  fact(
    `create-missing-${what.toLowerCase()}-${member.toLowerCase()}`,
    'CreateCustomKeyStore',
    `${member} is required for ${what}.`,
    requestMember('CreateCustomKeyStore', member),
    (kms) => nameOf(newStore(kms, what, { [member]: undefined })),
    'ValidationException',
  ),
);

/** What is in use already, of another store. */
const inUse = (
  [
    ['name', 'AWS_CLOUDHSM', { CloudHsmClusterId: 'cluster-765zyxwvuTSR' }, 'CustomKeyStoreNameInUseException'],
    ['cluster', 'AWS_CLOUDHSM', { CustomKeyStoreName: 'b' }, 'CloudHsmClusterInUseException'],
    ['uri', 'EXTERNAL_KEY_STORE', { CustomKeyStoreName: 'b' }, 'XksProxyUriInUseException'],
    [
      'endpoint',
      'VPC_ENDPOINT_SERVICE',
      { CustomKeyStoreName: 'b', XksProxyUriPath: '/b/kms/xks/v1', XksProxyVpcEndpointServiceName: `${SERVICE_NAME}1` },
      'XksProxyUriEndpointInUseException',
    ],
    [
      'vpc-endpoint-service',
      'VPC_ENDPOINT_SERVICE',
      { CustomKeyStoreName: 'b', XksProxyUriEndpoint: 'https://b.example.com' },
      'XksProxyVpcEndpointServiceInUseException',
    ],
  ] as const
).map(([id, what, input, name]) =>
  fact(
    `create-in-use-${id}`,
    'CreateCustomKeyStore',
    `The ${id} of another store is refused.`,
    listedError('CreateCustomKeyStore', name),
    async (kms) => {
      await createStore(kms, what);
      return nameOf(newStore(kms, what, input));
    },
    name,
  ),
);

const connectionErrors = (
  [
    ['INVALID_CREDENTIALS', 'XksProxyIncorrectAuthenticationCredentialException'],
    ['XKS_PROXY_NOT_REACHABLE', 'XksProxyUriUnreachableException'],
    ['XKS_PROXY_TIMED_OUT', 'XksProxyUriUnreachableException'],
    ['XKS_PROXY_INVALID_RESPONSE', 'XksProxyInvalidResponseException'],
    ['XKS_PROXY_INVALID_CONFIGURATION', 'XksProxyInvalidConfigurationException'],
    ['XKS_PROXY_INVALID_TLS_CONFIGURATION', 'XksProxyInvalidConfigurationException'],
  ] as const
).flatMap(([failure, exception]) => [
  fact(
    `create-${failure.toLowerCase()}`,
    'CreateCustomKeyStore',
    `At a public endpoint, ${failure} is found at once.`,
    listedError('CreateCustomKeyStore', exception),
    (kms) => {
      kms.outside.setProxy(ENDPOINT, { failure });
      return nameOf(newStore(kms, 'EXTERNAL_KEY_STORE'));
    },
    exception,
  ),
  fact(
    `connect-${failure.toLowerCase()}`,
    'ConnectCustomKeyStore',
    `It succeeds, and DescribeCustomKeyStores tells ${failure}.`,
    memberOf('CustomKeyStoresListEntry', 'ConnectionErrorCode'),
    async (kms) => {
      const CustomKeyStoreId = await createStore(kms, 'EXTERNAL_KEY_STORE');
      kms.outside.setProxy(ENDPOINT, { failure });
      const answer = await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
      const { ConnectionState, ConnectionErrorCode } = await describeStore(kms, CustomKeyStoreId);
      return { answer, ConnectionState, ConnectionErrorCode };
    },
    { answer: {}, ConnectionState: 'FAILED', ConnectionErrorCode: failure },
  ),
]);

export const CUSTOM_KEY_STORE_FACTS: readonly Fact[] = [
  fact(
    'create-answer',
    'CreateCustomKeyStore',
    'The answer is the id alone.',
    responseMember('CreateCustomKeyStore', 'CustomKeyStoreId'),
    (kms) => kms.call('CreateCustomKeyStore', NEW_STORE.AWS_CLOUDHSM),
    { CustomKeyStoreId: matching(/^cks-[0-9a-f]{17}$/) },
  ),
  fact(
    'describe-id-and-name',
    'DescribeCustomKeyStores',
    'Id and name exclude each other.',
    requestMember('DescribeCustomKeyStores', 'CustomKeyStoreId'),
    (kms) =>
      nameOf(kms.call('DescribeCustomKeyStores', { CustomKeyStoreId: UNKNOWN, CustomKeyStoreName: 'ExampleKeyStore' })),
    'ValidationException',
  ),
  ...states,
  ...unknown,
  ...clusters,
  ...missing,
  ...inUse,
  ...connectionErrors,
  fact(
    'limit',
    'CreateCustomKeyStore',
    'An account has at most 10 custom key stores in a Region.',
    developerGuide('resource-limits', 'Custom key stores resource quota', 'cks-resource-quota'),
    async (kms) => {
      const create = (n: number) =>
        newStore(kms, 'EXTERNAL_KEY_STORE', { CustomKeyStoreName: `${n}`, XksProxyUriPath: `/${n}/kms/xks/v1` });
      for (let n = 0; n < 10; n++) await create(n);
      return nameOf(create(10));
    },
    'LimitExceededException',
  ),
  fact(
    'delete-with-keys',
    'DeleteCustomKeyStore',
    'A key pending deletion is still a key.',
    listedError('DeleteCustomKeyStore', 'CustomKeyStoreHasCMKsException'),
    async (kms) => {
      const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
      const { KeyId } = await keyInStore(kms, CustomKeyStoreId);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
      return nameOf(kms.call('DeleteCustomKeyStore', { CustomKeyStoreId }));
    },
    'CustomKeyStoreHasCMKsException',
  ),
];
