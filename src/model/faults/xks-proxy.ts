import type { ConnectionErrorCodeType } from '@aws-sdk/client-kms';
import { KmsFault } from '../fault.js';
import type { XksProxyFailure } from '../xks-failures.js';

interface ProxyFailureRow {
  /** What CreateCustomKeyStore and UpdateCustomKeyStore throw. */
  readonly exception: string;
  /** What DescribeCustomKeyStores tells when connecting failed so. */
  readonly connectionErrorCode: ConnectionErrorCodeType;
  readonly message: string;
  /** Found already by CreateCustomKeyStore where KMS first talks to the proxy when it connects. */
  readonly ofVpcEndpointService?: true;
}

/**
 * What can be wrong with an external key store proxy.
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
const PROXY_FAILURES: { readonly [failure in XksProxyFailure]: ProxyFailureRow } = {
  INVALID_CREDENTIALS: {
    exception: 'XksProxyIncorrectAuthenticationCredentialException',
    connectionErrorCode: 'INVALID_CREDENTIALS',
    message:
      'The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.',
  },
  XKS_PROXY_ACCESS_DENIED: {
    exception: 'XksProxyInvalidConfigurationException',
    connectionErrorCode: 'XKS_PROXY_ACCESS_DENIED',
    message:
      'The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.',
  },
  XKS_PROXY_INVALID_CONFIGURATION: {
    exception: 'XksProxyInvalidConfigurationException',
    connectionErrorCode: 'XKS_PROXY_INVALID_CONFIGURATION',
    message:
      'The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.',
  },
  XKS_PROXY_INVALID_TLS_CONFIGURATION: {
    exception: 'XksProxyInvalidConfigurationException',
    connectionErrorCode: 'XKS_PROXY_INVALID_TLS_CONFIGURATION',
    message:
      'AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS configuration, including its certificate.',
  },
  XKS_PROXY_NOT_REACHABLE: {
    exception: 'XksProxyUriUnreachableException',
    connectionErrorCode: 'XKS_PROXY_NOT_REACHABLE',
    message:
      'AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external key store.',
  },
  NETWORK_ERRORS: {
    exception: 'XksProxyUriUnreachableException',
    connectionErrorCode: 'NETWORK_ERRORS',
    message:
      'AWS KMS cannot communicate with the external key store proxy. Verify that your external key store proxy is active and is connected to the network, and that its URI path and endpoint URI or VPC service name are correct in your external key store.',
  },
  XKS_PROXY_TIMED_OUT: {
    exception: 'XksProxyUriUnreachableException',
    connectionErrorCode: 'XKS_PROXY_TIMED_OUT',
    message:
      'AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.',
  },
  XKS_PROXY_UNHEALTHY: {
    exception: 'XksProxyUriUnreachableException',
    connectionErrorCode: 'XKS_PROXY_NOT_REACHABLE',
    message:
      'The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator.',
  },
  XKS_PROXY_INVALID_RESPONSE: {
    exception: 'XksProxyInvalidResponseException',
    connectionErrorCode: 'XKS_PROXY_INVALID_RESPONSE',
    message:
      'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, consult your external key store proxy administrator.',
  },
  XKS_PROXY_UNSUPPORTED_OPERATION: {
    exception: 'UnsupportedOperationException',
    connectionErrorCode: 'XKS_PROXY_INVALID_CONFIGURATION',
    message:
      'The external key store proxy rejected the request because it does not support the requested cryptographic operation.',
  },
  /** @inventedText */
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: {
    exception: 'XksProxyVpcEndpointServiceNotFoundException',
    connectionErrorCode: 'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
    message:
      'AWS KMS cannot find the VPC endpoint service that it uses to communicate with the external key store proxy.',
    ofVpcEndpointService: true,
  },
  /** @inventedText */
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: {
    exception: 'XksProxyVpcEndpointServiceInvalidConfigurationException',
    connectionErrorCode: 'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
    message: 'The VPC endpoint service configuration does not fulfill the requirements for an external key store.',
    ofVpcEndpointService: true,
  },
};

const REJECTED = 'The external key store proxy rejected the request because';

/** What can be wrong with one external key, or with a ciphertext that it shall decrypt. */
const EXTERNAL_KEY_FAILURES = {
  KEY_NOT_FOUND: `${REJECTED} it could not find the external key.`,
  KEY_NOT_ENABLED: `${REJECTED} the external key is not enabled in the external key manager.`,
  INVALID_KEY_USAGE: `${REJECTED} the external key does not support the requested operation.`,
  INVALID_CIPHERTEXT: `${REJECTED} the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.`,
} as const;

export type XksFailure = XksProxyFailure | keyof typeof EXTERNAL_KEY_FAILURES;

function isProxyFailure(failure: XksFailure): failure is XksProxyFailure {
  return failure in PROXY_FAILURES;
}

/** A status request names no external key: a proxy that complains of one answers with nonsense. */
function statusFailure(failure: XksFailure): ProxyFailureRow {
  return PROXY_FAILURES[isProxyFailure(failure) ? failure : 'XKS_PROXY_INVALID_RESPONSE'];
}

function messageOf(failure: XksFailure): string {
  return isProxyFailure(failure) ? PROXY_FAILURES[failure].message : EXTERNAL_KEY_FAILURES[failure];
}

/** CreateCustomKeyStore and UpdateCustomKeyStore. */
export function proxyStatusFault(failure: XksFailure): KmsFault {
  const { exception, message } = statusFailure(failure);
  return new KmsFault(exception, message);
}

/** ConnectCustomKeyStore, once it has failed. */
export function connectionErrorCodeOf(failure: XksFailure): ConnectionErrorCodeType {
  return statusFailure(failure).connectionErrorCode;
}

/** Whether CreateCustomKeyStore finds it although it does not yet talk to a proxy behind a VPC endpoint service. */
export function isVpcEndpointServiceFailure(failure: XksFailure): boolean {
  return statusFailure(failure).ofVpcEndpointService ?? false;
}

/** CreateKey. */
export function newKeyFault(failure: XksFailure): KmsFault {
  const exception = failure === 'KEY_NOT_FOUND' ? 'XksKeyNotFoundException' : 'CustomKeyStoreInvalidStateException';
  return new KmsFault(exception, messageOf(failure));
}

/** Cryptographic operations have this one exception for all that is wrong outside of KMS. */
export function externalCryptographyFault(failure: XksFailure): KmsFault {
  return new KmsFault('KMSInvalidStateException', messageOf(failure));
}

/** The external key opened its layer, and what was inside is not what KMS had sealed. */
export function ciphertextOfProxyInvalid(): KmsFault {
  return new KmsFault(
    'KMSInvalidStateException',
    'The ciphertext that the external key store proxy submitted for decryption, or the encryption context, is corrupted, missing, or otherwise invalid.',
  );
}

function invalidExternalKey(message: string): KmsFault {
  return new KmsFault('XksKeyInvalidConfigurationException', message);
}

export function externalKeySpecInvalid(keySpec: string): KmsFault {
  return invalidExternalKey(
    `The key spec of the external key must be AES_256. The key spec of specified external key is ${keySpec}.`,
  );
}

export function externalKeyStatusInvalid(keyStatus: string): KmsFault {
  return invalidExternalKey(
    `The status of the external key must be ENABLED. The status of specified external key is ${keyStatus}.`,
  );
}

export function externalKeyUsageInvalid(keyUsage: readonly string[]): KmsFault {
  return invalidExternalKey(
    `The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is ${keyUsage.join(', ')}.`,
  );
}
