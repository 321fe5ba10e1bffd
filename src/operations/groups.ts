import type { FoundKeys } from '../contract/call.js';
import type { Operation } from '../contract/operation.js';
import type { OperationName } from '../model/operation-types.js';

/** The operations that load together, when one of them is first called: known by name before. */
export const LAZY_GROUPS = {
  creation: ['CreateKey'],
  signatures: ['GenerateMac', 'GetPublicKey', 'Sign', 'Verify', 'VerifyMac'],
  exchange: [
    'Decapsulate',
    'DeriveSharedSecret',
    'Encapsulate',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateRandom',
    'ReEncrypt',
  ],
  administration: [
    'CancelKeyDeletion',
    'ConnectCustomKeyStore',
    'CreateAlias',
    'CreateCustomKeyStore',
    'CreateGrant',
    'DeleteAlias',
    'DeleteCustomKeyStore',
    'DeleteImportedKeyMaterial',
    'DescribeCustomKeyStores',
    'DisableKey',
    'DisableKeyRotation',
    'DisconnectCustomKeyStore',
    'EnableKey',
    'EnableKeyRotation',
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
  ],
} as const satisfies { readonly [group: string]: readonly OperationName[] };

export type LazyGroup = keyof typeof LAZY_GROUPS;

type NameIn<Group extends LazyGroup> = (typeof LAZY_GROUPS)[Group][number];

/** The table of a group. What is in no lazy group is everyday, so an operation that is in none, or in two, does not compile. */
export type OperationsOf<Group extends LazyGroup | 'everyday'> = {
  readonly [N in Group extends LazyGroup ? NameIn<Group> : Exclude<OperationName, NameIn<LazyGroup>>]: Operation<
    N,
    FoundKeys
  >;
};
