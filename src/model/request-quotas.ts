import type { OperationName } from './operation-types.js';

/** Operations that share one request quota, and how many of them an account may call in a second. */
export interface RequestQuota {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly operations: readonly OperationName[];
}

/**
 * AWS's defaults, as far as they depend on the operation alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export const REQUEST_QUOTAS: readonly RequestQuota[] = [
  {
    name: 'Cryptographic operations (symmetric)',
    requestsPerSecond: 5500,
    operations: [
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'GenerateMac',
      'GenerateRandom',
      'ReEncrypt',
      'VerifyMac',
    ],
  },
  {
    name: 'Cryptographic operations (RSA)',
    requestsPerSecond: 500,
    operations: ['Sign', 'Verify'],
  },
  {
    name: 'Cryptographic operations (ECC)',
    requestsPerSecond: 300,
    operations: ['Decapsulate', 'DeriveSharedSecret', 'Encapsulate'],
  },
  {
    name: 'GenerateDataKeyPair (ECC_NIST_P256) requests',
    requestsPerSecond: 25,
    operations: ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  },
  ...each(2000, ['DescribeKey', 'GetPublicKey', 'ListResourceTags']),
  ...each(1000, ['GetKeyPolicy', 'GetKeyRotationStatus']),
  ...each(500, ['ListAliases', 'ListKeys']),
  ...each(100, ['ListGrants', 'ListKeyPolicies', 'ListRetirableGrants', 'ListKeyRotations']),
  ...each(50, ['CreateGrant']),
  ...each(30, ['RetireGrant', 'RevokeGrant']),
  ...each(15, ['DeleteAlias', 'EnableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion']),
  ...each(10, ['TagResource']),
  ...each(5, [
    'CancelKeyDeletion',
    'ConnectCustomKeyStore',
    'CreateAlias',
    'CreateCustomKeyStore',
    'CreateKey',
    'DeleteCustomKeyStore',
    'DeleteImportedKeyMaterial',
    'DescribeCustomKeyStores',
    'DisableKey',
    'DisableKeyRotation',
    'DisconnectCustomKeyStore',
    'EnableKey',
    'GetKeyLastUsage',
    'ImportKeyMaterial',
    'ReplicateKey',
    'RotateKeyOnDemand',
    'UntagResource',
    'UpdateAlias',
    'UpdateCustomKeyStore',
    'UpdateKeyDescription',
    'UpdatePrimaryRegion',
  ]),
  ...each(0.25, ['GetParametersForImport']),
];

function each(requestsPerSecond: number, operations: readonly OperationName[]): RequestQuota[] {
  return operations.map((operation) => ({ name: `${operation} requests`, requestsPerSecond, operations: [operation] }));
}
