/**
 * What can be wrong with a whole external key store proxy; most are spelt as `ConnectionErrorCode` spells them.
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
export const XKS_PROXY_FAILURES = [
  'INVALID_CREDENTIALS',
  'XKS_PROXY_ACCESS_DENIED',
  'XKS_PROXY_INVALID_CONFIGURATION',
  'XKS_PROXY_INVALID_TLS_CONFIGURATION',
  'XKS_PROXY_NOT_REACHABLE',
  'NETWORK_ERRORS',
  'XKS_PROXY_TIMED_OUT',
  'XKS_PROXY_UNHEALTHY',
  'XKS_PROXY_INVALID_RESPONSE',
  'XKS_PROXY_UNSUPPORTED_OPERATION',
  'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
  'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
] as const;

export type XksProxyFailure = (typeof XKS_PROXY_FAILURES)[number];
