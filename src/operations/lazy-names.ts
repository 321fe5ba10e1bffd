import type { OperationName } from '../model/operation.js';

const SIGNATURE_NAMES = [
  'GenerateMac',
  'GetPublicKey',
  'Sign',
  'Verify',
  'VerifyMac',
] as const satisfies readonly OperationName[];

const RARE_NAMES = [
  'CancelKeyDeletion',
  'ConnectCustomKeyStore',
  'CreateCustomKeyStore',
  'CreateGrant',
  'Decapsulate',
  'DeleteAlias',
  'DeleteCustomKeyStore',
  'DeleteImportedKeyMaterial',
  'DeriveSharedSecret',
  'DescribeCustomKeyStores',
  'DisableKey',
  'DisableKeyRotation',
  'DisconnectCustomKeyStore',
  'EnableKey',
  'EnableKeyRotation',
  'Encapsulate',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GetKeyLastUsage',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'GetParametersForImport',
  'ImportKeyMaterial',
  'ListAliases',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListKeys',
  'ListResourceTags',
  'ListRetirableGrants',
  'PutKeyPolicy',
  'ReEncrypt',
  'ReplicateKey',
  'RetireGrant',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateCustomKeyStore',
  'UpdateKeyDescription',
  'UpdatePrimaryRegion',
] as const satisfies readonly OperationName[];

export type SignatureOperationName = (typeof SIGNATURE_NAMES)[number];
export type RareOperationName = (typeof RARE_NAMES)[number];

// The operations that load at their first call, known by name before.
export const SIGNATURE_OPERATION_NAMES: ReadonlySet<string> = new Set(SIGNATURE_NAMES);
export const RARE_OPERATION_NAMES: ReadonlySet<string> = new Set(RARE_NAMES);
