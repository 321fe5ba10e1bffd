import type { ConnectionStateType } from '@aws-sdk/client-kms';
import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

// AWS documents when these are thrown, but hardly any of their texts: most say the documented cause in words of ours.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html#API_CreateCustomKeyStore_Errors

export function customKeyStoreNotFound(): KmsFault {
  return new KmsFault('CustomKeyStoreNotFoundException');
}

/** @inventedText */
export function customKeyStoreInvalidState(storeId: string, state: ConnectionStateType): KmsFault {
  return new KmsFault(
    'CustomKeyStoreInvalidStateException',
    `The ConnectionState of custom key store ${storeId} is ${state}, which is not valid for this operation.`,
  );
}

/** @inventedText */
export function customKeyStoreHasKeys(storeId: string): KmsFault {
  return new KmsFault('CustomKeyStoreHasCMKsException', `Custom key store ${storeId} contains KMS keys.`);
}

/** @inventedText */
export function customKeyStoreNameInUse(name: string): KmsFault {
  return new KmsFault('CustomKeyStoreNameInUseException', `The custom key store name ${name} is already in use.`);
}

/** @inventedText */
export function customKeyStoreQuotaExceeded(quota: number, usage: number): KmsFault {
  return new KmsFault(
    'LimitExceededException',
    `Custom key store quota for this account in this region is ${quota} but the current usage is ${usage}.`,
  );
}

/** @inventedText */
export function storeMemberRequired(member: string, what: string): KmsFault {
  return invalid(`You must specify ${member} for ${what}.`);
}

/** @inventedText */
export function storeMemberNotAllowed(member: string, what: string): KmsFault {
  return invalid(`You cannot specify ${member} for ${what}.`);
}

/** @inventedText */
export function storeIdOrName(): KmsFault {
  return invalid('You can specify CustomKeyStoreId or CustomKeyStoreName, but not both.');
}

/** @inventedText */
export function clusterInUse(clusterId: string): KmsFault {
  return new KmsFault(
    'CloudHsmClusterInUseException',
    `The CloudHSM cluster ${clusterId}, or one that shares a backup history with it, is already associated with a custom key store.`,
  );
}

/** @inventedText */
export function clusterNotFound(clusterId: string): KmsFault {
  return new KmsFault('CloudHsmClusterNotFoundException', `The CloudHSM cluster ${clusterId} cannot be found.`);
}

/** @inventedText */
export function clusterNotActive(clusterId: string): KmsFault {
  return new KmsFault('CloudHsmClusterNotActiveException', `The CloudHSM cluster ${clusterId} is not active.`);
}

/** @inventedText */
export function clusterInvalidConfiguration(clusterId: string): KmsFault {
  return new KmsFault(
    'CloudHsmClusterInvalidConfigurationException',
    `The CloudHSM cluster ${clusterId} does not meet the configuration requirements for a CloudHSM key store.`,
  );
}

/** @inventedText */
export function clusterNotRelated(clusterId: string): KmsFault {
  return new KmsFault(
    'CloudHsmClusterNotRelatedException',
    `The CloudHSM cluster ${clusterId} has a different cluster certificate than the original cluster.`,
  );
}

/** @inventedText */
export function incorrectTrustAnchor(clusterId: string): KmsFault {
  return new KmsFault(
    'IncorrectTrustAnchorException',
    `The trust anchor certificate is not that of the CloudHSM cluster ${clusterId}.`,
  );
}

/** @inventedText */
export function proxyUriInUse(uri: string): KmsFault {
  return new KmsFault(
    'XksProxyUriInUseException',
    `The external key store proxy API address ${uri} is already associated with another external key store.`,
  );
}

/** @inventedText */
export function proxyUriEndpointInUse(uriEndpoint: string): KmsFault {
  return new KmsFault(
    'XksProxyUriEndpointInUseException',
    `The XksProxyUriEndpoint ${uriEndpoint} is already associated with another external key store.`,
  );
}

/** @inventedText */
export function proxyVpcEndpointServiceInUse(serviceName: string): KmsFault {
  return new KmsFault(
    'XksProxyVpcEndpointServiceInUseException',
    `The VPC endpoint service ${serviceName} is already associated with another external key store.`,
  );
}

/** GenerateRandom: an external key store has no random number generator. */
export function noRandomFromExternalKeyStore(): KmsFault {
  return new KmsFault('UnsupportedOperationException');
}

/**
 * Cryptographic operations have this one exception for all that is wrong outside of KMS.
 *
 * @inventedText
 */
export function clusterUnusable(clusterId: string): KmsFault {
  return new KmsFault(
    'KMSInvalidStateException',
    `The CloudHSM cluster ${clusterId} is not active or does not contain an active HSM.`,
  );
}
