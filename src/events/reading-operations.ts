import type { OperationName } from '../model/operation-types.js';
import { currentKeyMaterialId, keyMaterialId, keyStoreOfKey, recipientOf } from './more.js';
import { absent, noResources } from './resources.js';
import type { Told } from './told.js';

const SYMMETRIC = { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } as const;

const ofKey = { request: ['KeyId'] } as const;
const ofPages = { request: ['KeyId', 'Limit', 'Marker'] } as const;

/**
 * What CloudTrail shows of operations that only read, to which it counts cryptographic ones; in the order in which their
 * pages show it: https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html. Those without a page
 * are as the ones that are like them: Decapsulate, DeriveSharedSecret, Encapsulate, GetKeyLastUsage, GetPublicKey,
 * ListKeyPolicies, ListKeys, ListResourceTags, ListRetirableGrants.
 */
export const READING_OPERATIONS = {
  Decapsulate: { request: ['KeyId', 'EncapsulationAlgorithm'] },
  Decrypt: {
    request: ['EncryptionAlgorithm', 'KeyId', 'EncryptionContext'],
    defaults: () => SYMMETRIC,
    more: (call) => ({ ...keyMaterialId(call), ...recipientOf(call), ...keyStoreOfKey(call) }),
  },
  DeriveSharedSecret: { request: ['KeyId', 'KeyAgreementAlgorithm'], more: recipientOf },
  DescribeCustomKeyStores: {
    request: ['CustomKeyStoreId', 'CustomKeyStoreName', 'Limit', 'Marker'],
    resources: absent,
  },
  DescribeKey: ofKey,
  Encapsulate: { request: ['KeyId', 'EncapsulationAlgorithm'] },
  Encrypt: {
    request: ['EncryptionContext', 'KeyId', 'EncryptionAlgorithm'],
    defaults: () => SYMMETRIC,
    more: (call) => ({ ...currentKeyMaterialId(call), ...keyStoreOfKey(call) }),
  },
  GenerateDataKey: {
    request: ['KeyId', 'KeySpec', 'NumberOfBytes', 'EncryptionContext'],
    more: (call) => ({ ...keyMaterialId(call), ...recipientOf(call), ...keyStoreOfKey(call) }),
  },
  GenerateDataKeyPair: {
    request: ['KeyPairSpec', 'EncryptionContext', 'KeyId'],
    more: (call) => ({ ...keyMaterialId(call), ...recipientOf(call) }),
  },
  GenerateDataKeyPairWithoutPlaintext: { request: ['KeyPairSpec', 'EncryptionContext', 'KeyId'], more: keyMaterialId },
  GenerateDataKeyWithoutPlaintext: {
    request: ['KeyId', 'KeySpec', 'NumberOfBytes', 'EncryptionContext'],
    more: (call) => ({ ...keyMaterialId(call), ...keyStoreOfKey(call) }),
  },
  GenerateMac: { request: ['MacAlgorithm', 'KeyId'] },
  GenerateRandom: { request: [], resources: noResources, more: recipientOf },
  GetKeyLastUsage: ofKey,
  GetKeyPolicy: { request: ['KeyId', 'PolicyName'], defaults: () => ({ PolicyName: 'default' }) },
  GetKeyRotationStatus: ofKey,
  GetParametersForImport: { request: ['KeyId', 'WrappingAlgorithm', 'WrappingKeySpec'] },
  GetPublicKey: ofKey,
  ListAliases: { ...ofPages, resources: noResources },
  ListGrants: {
    request: ['KeyId', 'Marker', 'Limit', 'GrantId', 'GranteePrincipal', 'GranteeServicePrincipal'],
  },
  ListKeyPolicies: ofPages,
  ListKeyRotations: { request: ['KeyId', 'IncludeKeyMaterial', 'Limit', 'Marker'] },
  ListKeys: { request: ['Limit', 'Marker'], resources: noResources },
  ListResourceTags: ofPages,
  ListRetirableGrants: {
    request: ['Limit', 'Marker', 'RetiringPrincipal', 'RetiringServicePrincipal'],
    resources: noResources,
  },
  ReEncrypt: {
    request: [
      'SourceEncryptionAlgorithm',
      'SourceKeyId',
      'SourceEncryptionContext',
      'DestinationKeyId',
      'DestinationEncryptionAlgorithm',
      'DestinationEncryptionContext',
    ],
    defaults: () => ({
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }),
    more: (call) => ({
      destinationKeyMaterialId: call.output.DestinationKeyMaterialId,
      sourceKeyMaterialId: call.output.SourceKeyMaterialId,
      ...keyStoreOfKey(call),
    }),
  },
  Sign: { request: ['MessageType', 'KeyId', 'SigningAlgorithm'], defaults: () => ({ MessageType: 'RAW' }) },
  Verify: { request: ['SigningAlgorithm', 'KeyId', 'MessageType'], defaults: () => ({ MessageType: 'RAW' }) },
  VerifyMac: { request: ['MacAlgorithm', 'KeyId'] },
} as const satisfies { readonly [N in OperationName]?: Told<N> };
