import type { OperationName } from '../model/operation-types.js';
import { backingKey, backingKeys, customKeyStore, retiredGrant } from './more.js';
import { absent, aliasTarget, arns, changedAlias, keyArn, newKey, targetOf } from './resources.js';
import type { Told } from './told.js';

const ofKey = { request: ['KeyId'], alsoResponse: keyArn } as const;
const ofStore = { request: ['CustomKeyStoreId'], resources: absent, more: customKeyStore } as const;
const unlessBypassed = { BypassPolicyLockoutSafetyCheck: false } as const;

/**
 * What CloudTrail shows of operations that change something, in the order in which their pages show it:
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html. Operations that answer nothing show
 * the ARN of their key where their page says so; a page that says nothing of it is believed.
 */
export const CHANGING_OPERATIONS = {
  CancelKeyDeletion: { request: ['KeyId'], response: ['KeyId'] },
  ConnectCustomKeyStore: ofStore,
  CreateAlias: {
    request: ['AliasName', 'TargetKeyId'],
    alsoResponse: aliasTarget,
    resources: (call) => arns(targetOf(call), changedAlias(call)?.AliasArn),
  },
  CreateCustomKeyStore: {
    request: ['CustomKeyStoreName', 'CloudHsmClusterId'],
    response: ['CustomKeyStoreId'],
    resources: absent,
  },
  CreateGrant: {
    request: [
      'KeyId',
      'GranteePrincipal',
      'GranteeServicePrincipal',
      'RetiringPrincipal',
      'RetiringServicePrincipal',
      'Operations',
      'Constraints',
      'Name',
    ],
    response: ['GrantId'],
    alsoResponse: keyArn,
  },
  CreateKey: {
    request: [
      'Description',
      'Origin',
      'BypassPolicyLockoutSafetyCheck',
      'CustomerMasterKeySpec',
      'KeySpec',
      'KeyUsage',
      'MultiRegion',
      'Tags',
      'Policy',
      'CustomKeyStoreId',
      'XksKeyId',
    ],
    defaults: ({ KeySpec, CustomerMasterKeySpec }) => ({
      Description: '',
      Origin: 'AWS_KMS',
      ...unlessBypassed,
      // One spec under two names; the older one has fewer values.
      CustomerMasterKeySpec: (KeySpec ?? 'SYMMETRIC_DEFAULT') as typeof CustomerMasterKeySpec,
      KeySpec: CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
    }),
    response: ['KeyMetadata'],
    resources: (call) => arns(newKey(call)?.Arn),
    more: (call) => {
      const key = newKey(call);
      return key?.Origin === 'AWS_CLOUDHSM' ? { backingKey: JSON.stringify(backingKey(key.KeyId)) } : {};
    },
  },
  DeleteAlias: {
    request: ['AliasName'],
    resources: (call) => {
      const alias = changedAlias(call);
      return arns(alias?.AliasArn, alias?.targetKeyArn);
    },
  },
  DeleteCustomKeyStore: ofStore,
  DeleteImportedKeyMaterial: { request: ['KeyId', 'KeyMaterialId'], response: ['KeyId', 'KeyMaterialId'] },
  DisableKey: ofKey,
  DisableKeyRotation: { request: ['KeyId'] },
  DisconnectCustomKeyStore: ofStore,
  EnableKey: ofKey,
  EnableKeyRotation: { request: ['KeyId', 'RotationPeriodInDays'], alsoResponse: keyArn },
  ImportKeyMaterial: {
    request: ['KeyId', 'ValidTo', 'ExpirationModel', 'ImportType', 'KeyMaterialDescription', 'KeyMaterialId'],
    response: ['KeyId', 'KeyMaterialId'],
  },
  PutKeyPolicy: {
    request: ['KeyId', 'PolicyName', 'Policy', 'BypassPolicyLockoutSafetyCheck'],
    defaults: () => ({ PolicyName: 'default', ...unlessBypassed }),
  },
  ReplicateKey: {
    request: ['KeyId', 'ReplicaRegion', 'BypassPolicyLockoutSafetyCheck', 'Description', 'Tags', 'Policy'],
    defaults: () => ({ ...unlessBypassed, Description: '' }),
    response: ['ReplicaKeyMetadata', 'ReplicaPolicy', 'ReplicaTags'],
  },
  RetireGrant: { request: [], more: retiredGrant },
  RevokeGrant: { request: ['KeyId', 'GrantId'] },
  RotateKeyOnDemand: { request: ['KeyId'], alsoResponse: ({ input: { KeyId } }) => ({ keyId: KeyId }) },
  ScheduleKeyDeletion: {
    request: ['PendingWindowInDays', 'KeyId'],
    response: ['KeyId', 'KeyState', 'DeletionDate', 'PendingWindowInDays'],
    more: ({ keys: [key], state }) => (key === undefined ? {} : backingKeys(state, key)),
  },
  TagResource: { request: ['KeyId', 'Tags'] },
  UntagResource: { request: ['KeyId', 'TagKeys'], alsoResponse: keyArn },
  UpdateAlias: {
    request: ['AliasName', 'TargetKeyId'],
    alsoResponse: aliasTarget,
    resources: (call) => arns(changedAlias(call)?.AliasArn, targetOf(call)),
  },
  UpdateCustomKeyStore: { ...ofStore, request: ['CustomKeyStoreId', 'NewCustomKeyStoreName', 'CloudHsmClusterId'] },
  UpdateKeyDescription: { request: ['KeyId', 'Description'] },
  UpdatePrimaryRegion: {
    request: ['KeyId', 'PrimaryRegion'],
    resources: ({ keys: [primary] }) => arns(primary?.Arn),
  },
} as const satisfies { readonly [N in OperationName]?: Told<N> };
