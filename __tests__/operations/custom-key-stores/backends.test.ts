import { XKS_PROXY_FAILURES } from '../../../src/model/xks-failures.js';
import type { CloudHsmCluster } from '../../../src/ports/key-store-backends.js';
import { refusal, testKms } from '../../support/engine.js';
import { CLUSTER_ID, CREDENTIAL, ENDPOINT, NEW_STORE, newStore, PRIVATE_ENDPOINT } from '../../support/key-stores.js';

describe('CreateCustomKeyStore and the CloudHSM cluster', () => {
  it.each<[Partial<CloudHsmCluster> | undefined, string, string]>([
    [undefined, 'CloudHsmClusterNotFoundException', `The CloudHSM cluster ${CLUSTER_ID} cannot be found.`],
    [{ active: false }, 'CloudHsmClusterNotActiveException', `The CloudHSM cluster ${CLUSTER_ID} is not active.`],
    [
      { activeHsms: 1 },
      'CloudHsmClusterInvalidConfigurationException',
      `The CloudHSM cluster ${CLUSTER_ID} does not meet the configuration requirements for a CloudHSM key store.`,
    ],
    [
      { validConfiguration: false },
      'CloudHsmClusterInvalidConfigurationException',
      `The CloudHSM cluster ${CLUSTER_ID} does not meet the configuration requirements for a CloudHSM key store.`,
    ],
    [
      { trustAnchorCertificate: 'another' },
      'IncorrectTrustAnchorException',
      `The trust anchor certificate is not that of the CloudHSM cluster ${CLUSTER_ID}.`,
    ],
  ])('%j: %s', async (cluster, name, message) => {
    const kms = testKms();
    kms.outside.setCluster(CLUSTER_ID, cluster);
    expect(await refusal(newStore(kms, 'AWS_CLOUDHSM'))).toEqual({ name, message });
    expect((await kms.call('DescribeCustomKeyStores', {})).CustomKeyStores).toEqual([]);
  });

  it('takes the certificate that the cluster was initialized with', async () => {
    const kms = testKms();
    kms.outside.setCluster(CLUSTER_ID, { trustAnchorCertificate: NEW_STORE.AWS_CLOUDHSM.TrustAnchorCertificate });
    expect(await newStore(kms, 'AWS_CLOUDHSM')).toEqual({ CustomKeyStoreId: expect.any(String) });
  });
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html */
const PROXY_EXCEPTIONS = {
  INVALID_CREDENTIALS: 'XksProxyIncorrectAuthenticationCredentialException',
  XKS_PROXY_ACCESS_DENIED: 'XksProxyInvalidConfigurationException',
  XKS_PROXY_INVALID_CONFIGURATION: 'XksProxyInvalidConfigurationException',
  XKS_PROXY_INVALID_TLS_CONFIGURATION: 'XksProxyInvalidConfigurationException',
  XKS_PROXY_NOT_REACHABLE: 'XksProxyUriUnreachableException',
  NETWORK_ERRORS: 'XksProxyUriUnreachableException',
  XKS_PROXY_TIMED_OUT: 'XksProxyUriUnreachableException',
  XKS_PROXY_UNHEALTHY: 'XksProxyUriUnreachableException',
  XKS_PROXY_INVALID_RESPONSE: 'XksProxyInvalidResponseException',
  XKS_PROXY_UNSUPPORTED_OPERATION: 'UnsupportedOperationException',
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: 'XksProxyVpcEndpointServiceNotFoundException',
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: 'XksProxyVpcEndpointServiceInvalidConfigurationException',
} as const;

describe('CreateCustomKeyStore and the external key store proxy', () => {
  it.each(XKS_PROXY_FAILURES)('at a public endpoint, %s is found at once', async (failure) => {
    const kms = testKms();
    kms.outside.setProxy(ENDPOINT, { failure });
    expect((await refusal(newStore(kms, 'EXTERNAL_KEY_STORE'))).name).toBe(PROXY_EXCEPTIONS[failure]);
  });

  it.each(XKS_PROXY_FAILURES)(
    'behind a VPC endpoint service, %s is found only if it is of that service',
    async (failure) => {
      const kms = testKms();
      kms.outside.setProxy(PRIVATE_ENDPOINT, { failure });
      const call = newStore(kms, 'VPC_ENDPOINT_SERVICE');
      if (failure.startsWith('XKS_VPC')) expect((await refusal(call)).name).toBe(PROXY_EXCEPTIONS[failure]);
      else expect(await call).toEqual({ CustomKeyStoreId: expect.any(String) });
    },
  );

  it('tells a wrong credential and a wrong path in the words of AWS', async () => {
    const kms = testKms();
    kms.outside.setProxy(ENDPOINT, { credential: { ...CREDENTIAL, AccessKeyId: 'another' } });
    expect(await refusal(newStore(kms, 'EXTERNAL_KEY_STORE'))).toEqual({
      name: 'XksProxyIncorrectAuthenticationCredentialException',
      message:
        'The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.',
    });
    kms.outside.setProxy(ENDPOINT, { credential: CREDENTIAL, UriPath: '/other/kms/xks/v1' });
    expect(await refusal(newStore(kms, 'EXTERNAL_KEY_STORE'))).toEqual({
      name: 'XksProxyInvalidConfigurationException',
      message:
        'The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.',
    });
  });
});
