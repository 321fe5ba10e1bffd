import type { OperationName } from '../../src/model/operation-types.js';

/** What a permission is about. */
export type About = 'key' | 'alias' | 'everything' | 'tags';

/** A permission that a call of an operation takes. */
export type Permission = readonly [permission: string, about: About];

const key = (permission: string): readonly Permission[] => [[permission, 'key']];
const everything = (permission: string): readonly Permission[] => [[permission, 'everything']];

/**
 * The permissions of every operation, in the order in which they are asked; written from AWS's page, not from the
 * declarations. https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
export const NEEDS: { readonly [N in OperationName]: readonly Permission[] } = {
  CancelKeyDeletion: key('CancelKeyDeletion'),
  ConnectCustomKeyStore: everything('ConnectCustomKeyStore'),
  CreateAlias: [
    ['CreateAlias', 'alias'],
    ['CreateAlias', 'key'],
  ],
  CreateCustomKeyStore: everything('CreateCustomKeyStore'),
  CreateGrant: key('CreateGrant'),
  CreateKey: [
    ['CreateKey', 'everything'],
    ['TagResource', 'tags'],
  ],
  Decapsulate: key('Decapsulate'),
  Decrypt: key('Decrypt'),
  DeleteAlias: [
    ['DeleteAlias', 'alias'],
    ['DeleteAlias', 'key'],
  ],
  DeleteCustomKeyStore: everything('DeleteCustomKeyStore'),
  DeleteImportedKeyMaterial: key('DeleteImportedKeyMaterial'),
  DeriveSharedSecret: key('DeriveSharedSecret'),
  DescribeCustomKeyStores: everything('DescribeCustomKeyStores'),
  DescribeKey: key('DescribeKey'),
  DisableKey: key('DisableKey'),
  DisableKeyRotation: key('DisableKeyRotation'),
  DisconnectCustomKeyStore: everything('DisconnectCustomKeyStore'),
  EnableKey: key('EnableKey'),
  EnableKeyRotation: key('EnableKeyRotation'),
  Encapsulate: key('Encapsulate'),
  Encrypt: key('Encrypt'),
  GenerateDataKey: key('GenerateDataKey'),
  GenerateDataKeyPair: key('GenerateDataKeyPair'),
  GenerateDataKeyPairWithoutPlaintext: key('GenerateDataKeyPairWithoutPlaintext'),
  GenerateDataKeyWithoutPlaintext: key('GenerateDataKeyWithoutPlaintext'),
  GenerateMac: key('GenerateMac'),
  GenerateRandom: everything('GenerateRandom'),
  GetKeyLastUsage: key('GetKeyLastUsage'),
  GetKeyPolicy: key('GetKeyPolicy'),
  GetKeyRotationStatus: key('GetKeyRotationStatus'),
  GetParametersForImport: key('GetParametersForImport'),
  GetPublicKey: key('GetPublicKey'),
  ImportKeyMaterial: key('ImportKeyMaterial'),
  ListAliases: everything('ListAliases'),
  ListGrants: key('ListGrants'),
  ListKeyPolicies: key('ListKeyPolicies'),
  ListKeyRotations: key('ListKeyRotations'),
  ListKeys: everything('ListKeys'),
  ListResourceTags: key('ListResourceTags'),
  ListRetirableGrants: everything('ListRetirableGrants'),
  PutKeyPolicy: key('PutKeyPolicy'),
  ReEncrypt: [
    ['ReEncryptFrom', 'key'],
    ['ReEncryptTo', 'key'],
  ],
  ReplicateKey: [
    ['ReplicateKey', 'key'],
    ['CreateKey', 'everything'],
    ['TagResource', 'tags'],
  ],
  RetireGrant: key('RetireGrant'),
  RevokeGrant: key('RevokeGrant'),
  RotateKeyOnDemand: key('RotateKeyOnDemand'),
  ScheduleKeyDeletion: key('ScheduleKeyDeletion'),
  Sign: key('Sign'),
  TagResource: key('TagResource'),
  UntagResource: key('UntagResource'),
  UpdateAlias: [
    ['UpdateAlias', 'alias'],
    ['UpdateAlias', 'key'],
    ['UpdateAlias', 'key'],
  ],
  UpdateCustomKeyStore: everything('UpdateCustomKeyStore'),
  UpdateKeyDescription: key('UpdateKeyDescription'),
  UpdatePrimaryRegion: key('UpdatePrimaryRegion'),
  Verify: key('Verify'),
  VerifyMac: key('VerifyMac'),
};
