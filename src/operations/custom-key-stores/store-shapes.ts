import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { oneOf, pattern, required, type Shape, sensitive, string, structure } from '../../model/shapes.js';

// Input members of several operations on custom key stores.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html

export const CustomKeyStoreName: Shape = string(1, 256);
export const CloudHsmClusterId: Shape = string(19, 24, pattern('cluster-[2-7a-zA-Z]{11,16}'));
export const KeyStorePassword: Shape = sensitive(string(7, 32));

/** What CreateCustomKeyStore and UpdateCustomKeyStore have alike, in the order of the API model. */
export const XKS_PROXY_INPUT = {
  XksProxyUriEndpoint: string(10, 128, pattern('^https://[a-zA-Z0-9.-]+$')),
  XksProxyUriPath: string(10, 128, pattern('^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$')),
  XksProxyVpcEndpointServiceName: string(
    20,
    64,
    pattern('^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$'),
  ),
  XksProxyVpcEndpointServiceOwner: string(12, 12, pattern('[0-9]{12}')),
  XksProxyAuthenticationCredential: structure({
    AccessKeyId: required(sensitive(string(20, 30, pattern('^[A-Z2-7]+$')))),
    RawSecretAccessKey: required(sensitive(string(43, 64, pattern('^[a-zA-Z0-9\\/+=]+$')))),
  }),
  XksProxyConnectivity: oneOf(LAZY_ENUMS.XksProxyConnectivity),
} as const satisfies Record<string, Shape>;
