import { ACCOUNT, DAY, START } from '../../support/engine.js';
import { bytesOf, externalKey, importMaterial, wrapped } from '../../support/key-import.js';
import { changing, newKey, type Scenes, showingKey } from './scene.js';

export const KEY_SCENES: Scenes = {
  CancelKeyDeletion: showingKey('CancelKeyDeletion', {}, {}, (kms, KeyId) =>
    kms.call('ScheduleKeyDeletion', { KeyId }),
  ),
  async CreateKey(kms) {
    const { KeyId, Arn, material } = await newKey(kms, { Tags: [{ TagKey: 'Department', TagValue: 'IT' }] });
    return {
      requestParameters: {
        description: '',
        origin: 'AWS_KMS',
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        keySpec: 'SYMMETRIC_DEFAULT',
        keyUsage: 'ENCRYPT_DECRYPT',
        tags: [{ tagKey: 'Department', tagValue: 'IT' }],
      },
      responseElements: {
        keyMetadata: {
          aWSAccountId: ACCOUNT,
          keyId: KeyId,
          arn: Arn,
          creationDate: 'Jan 1, 2026, 12:00:00 AM',
          enabled: true,
          description: '',
          keyUsage: 'ENCRYPT_DECRYPT',
          keyState: 'Enabled',
          origin: 'AWS_KMS',
          keyManager: 'CUSTOMER',
          customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
          keySpec: 'SYMMETRIC_DEFAULT',
          encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
          multiRegion: false,
          currentKeyMaterialId: material,
        },
      },
      readOnly: false,
      resources: [Arn],
    };
  },
  async DeleteImportedKeyMaterial(kms) {
    const KeyId = await externalKey(kms);
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32));
    kms.news();
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    return {
      requestParameters: { keyId: KeyId },
      responseElements: { keyId: KeyId, keyMaterialId: KeyMaterialId },
      readOnly: false,
      resources: [KeyId],
    };
  },
  DisableKey: showingKey('DisableKey'),
  DisableKeyRotation: changing('DisableKeyRotation', {}, {}),
  EnableKey: showingKey('EnableKey'),
  EnableKeyRotation: showingKey('EnableKeyRotation', { RotationPeriodInDays: 180 }, { rotationPeriodInDays: 180 }),
  async ImportKeyMaterial(kms) {
    const KeyId = await externalKey(kms);
    const parameters = await wrapped(kms, KeyId, bytesOf(32));
    kms.news();
    const { KeyMaterialId } = await kms.call('ImportKeyMaterial', {
      ...parameters,
      ValidTo: new Date(START + DAY),
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ImportType: 'NEW_KEY_MATERIAL',
      KeyMaterialDescription: 'ExampleKeyMaterialA',
    });
    return {
      requestParameters: {
        keyId: KeyId,
        validTo: 'Jan 2, 2026, 12:00:00 AM',
        expirationModel: 'KEY_MATERIAL_EXPIRES',
        importType: 'NEW_KEY_MATERIAL',
        keyMaterialDescription: 'ExampleKeyMaterialA',
      },
      responseElements: { keyId: KeyId, keyMaterialId: KeyMaterialId },
      readOnly: false,
      resources: [KeyId],
    };
  },
  async PutKeyPolicy(kms) {
    const { KeyId, Arn } = await newKey(kms);
    const { Policy } = await kms.call('GetKeyPolicy', { KeyId });
    kms.news();
    await kms.call('PutKeyPolicy', { KeyId, Policy });
    return {
      requestParameters: { keyId: KeyId, policyName: 'default', policy: Policy, bypassPolicyLockoutSafetyCheck: false },
      responseElements: null,
      readOnly: false,
      resources: [Arn],
    };
  },
  async RotateKeyOnDemand(kms) {
    const { KeyId, Arn } = await newKey(kms);
    kms.news();
    await kms.call('RotateKeyOnDemand', { KeyId });
    return {
      requestParameters: { keyId: KeyId },
      responseElements: { keyId: KeyId },
      readOnly: false,
      resources: [Arn],
    };
  },
  async ScheduleKeyDeletion(kms) {
    const { KeyId, Arn } = await newKey(kms);
    kms.news();
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 20 });
    return {
      requestParameters: { pendingWindowInDays: 20, keyId: KeyId },
      responseElements: {
        keyId: Arn,
        keyState: 'PendingDeletion',
        deletionDate: 'Jan 21, 2026, 12:00:00 AM',
        pendingWindowInDays: 20,
      },
      readOnly: false,
      resources: [Arn],
    };
  },
  TagResource: changing(
    'TagResource',
    { Tags: [{ TagKey: 'Department', TagValue: 'IT' }] },
    { tags: [{ tagKey: 'Department', tagValue: 'IT' }] },
  ),
  UntagResource: showingKey('UntagResource', { TagKeys: ['Dept'] }, { tagKeys: ['Dept'] }),
  UpdateKeyDescription: changing(
    'UpdateKeyDescription',
    { Description: 'New key description' },
    { description: 'New key description' },
  ),
};
