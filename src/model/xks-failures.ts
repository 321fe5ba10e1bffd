/**
 * What can be wrong with a whole external key store proxy; most are spelt as `ConnectionErrorCode` spells them.
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
export type XksProxyFailure =
  | 'INVALID_CREDENTIALS'
  | 'XKS_PROXY_ACCESS_DENIED'
  | 'XKS_PROXY_INVALID_CONFIGURATION'
  | 'XKS_PROXY_INVALID_TLS_CONFIGURATION'
  | 'XKS_PROXY_NOT_REACHABLE'
  | 'NETWORK_ERRORS'
  | 'XKS_PROXY_TIMED_OUT'
  | 'XKS_PROXY_UNHEALTHY'
  | 'XKS_PROXY_INVALID_RESPONSE'
  | 'XKS_PROXY_UNSUPPORTED_OPERATION'
  | 'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND'
  | 'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION';

// By their names, so that none of the type can be forgotten.
const NAMES: { readonly [failure in XksProxyFailure]: 1 } = {
  INVALID_CREDENTIALS: 1,
  XKS_PROXY_ACCESS_DENIED: 1,
  XKS_PROXY_INVALID_CONFIGURATION: 1,
  XKS_PROXY_INVALID_TLS_CONFIGURATION: 1,
  XKS_PROXY_NOT_REACHABLE: 1,
  NETWORK_ERRORS: 1,
  XKS_PROXY_TIMED_OUT: 1,
  XKS_PROXY_UNHEALTHY: 1,
  XKS_PROXY_INVALID_RESPONSE: 1,
  XKS_PROXY_UNSUPPORTED_OPERATION: 1,
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: 1,
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: 1,
};

export const XKS_PROXY_FAILURES: readonly XksProxyFailure[] = Object.keys(NAMES) as XksProxyFailure[];
