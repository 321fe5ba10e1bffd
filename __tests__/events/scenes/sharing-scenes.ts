import { ACCOUNT, REGION } from '../../support/engine.js';
import type { ToldKms } from '../../support/events.js';
import { newKey, type Scenes } from './scene.js';

/** Aliases, grants, and related keys. */
export const SHARING_SCENES: Scenes = {
  async CreateAlias(kms) {
    const { KeyId, Arn } = await newKey(kms);
    kms.news();
    await kms.call('CreateAlias', { AliasName: 'alias/ExampleAlias', TargetKeyId: KeyId });
    return {
      requestParameters: { aliasName: 'alias/ExampleAlias', targetKeyId: KeyId },
      responseElements: { keyId: Arn },
      readOnly: false,
      resources: [Arn, `arn:aws:kms:${REGION}:${ACCOUNT}:alias/ExampleAlias`],
    };
  },
  async DeleteAlias(kms) {
    const { KeyId, Arn } = await newKey(kms);
    await kms.call('CreateAlias', { AliasName: 'alias/my_alias', TargetKeyId: KeyId });
    kms.news();
    await kms.call('DeleteAlias', { AliasName: 'alias/my_alias' });
    return {
      requestParameters: { aliasName: 'alias/my_alias' },
      responseElements: null,
      readOnly: false,
      resources: [`arn:aws:kms:${REGION}:${ACCOUNT}:alias/my_alias`, Arn],
    };
  },
  async UpdateAlias(kms) {
    const [before, after] = [await newKey(kms), await newKey(kms)];
    await kms.call('CreateAlias', { AliasName: 'alias/my_alias', TargetKeyId: before.KeyId });
    kms.news();
    await kms.call('UpdateAlias', { AliasName: 'alias/my_alias', TargetKeyId: after.KeyId });
    return {
      requestParameters: { aliasName: 'alias/my_alias', targetKeyId: after.KeyId },
      responseElements: { keyId: after.Arn },
      readOnly: false,
      resources: [`arn:aws:kms:${REGION}:${ACCOUNT}:alias/my_alias`, after.Arn],
    };
  },
  async CreateGrant(kms) {
    const { Arn } = await newKey(kms);
    const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:user/Bob`;
    kms.news();
    const { GrantId } = await kms.call('CreateGrant', {
      KeyId: Arn,
      GranteePrincipal,
      Operations: ['Encrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { ContextKey1: 'Value1' } },
      Name: 'example',
    });
    return {
      requestParameters: {
        keyId: Arn,
        granteePrincipal: GranteePrincipal,
        operations: ['Encrypt', 'RetireGrant'],
        constraints: { encryptionContextSubset: { ContextKey1: 'Value1' } },
        name: 'example',
      },
      responseElements: { grantId: GrantId, keyId: Arn },
      readOnly: false,
      resources: [Arn],
    };
  },
  async RetireGrant(kms) {
    const { Arn } = await newKey(kms);
    const { GrantId } = await grant(kms, Arn);
    kms.news();
    await kms.call('RetireGrant', { KeyId: Arn, GrantId });
    return {
      requestParameters: null,
      responseElements: null,
      additionalEventData: { grantId: GrantId },
      readOnly: false,
      resources: [Arn],
    };
  },
  async RevokeGrant(kms) {
    const { KeyId, Arn } = await newKey(kms);
    const { GrantId } = await grant(kms, Arn);
    kms.news();
    await kms.call('RevokeGrant', { KeyId, GrantId });
    return {
      requestParameters: { keyId: KeyId, grantId: GrantId },
      responseElements: null,
      readOnly: false,
      resources: [Arn],
    };
  },
  async ReplicateKey(kms) {
    const { KeyId, Arn } = await newKey(kms, { MultiRegion: true });
    kms.news();
    const { ReplicaPolicy } = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
    const replica = Arn.replace(REGION, 'us-west-2');
    return {
      requestParameters: {
        keyId: KeyId,
        replicaRegion: 'us-west-2',
        bypassPolicyLockoutSafetyCheck: false,
        description: '',
      },
      responseElements: {
        replicaKeyMetadata: {
          aWSAccountId: ACCOUNT,
          keyId: KeyId,
          arn: replica,
          creationDate: 'Jan 1, 2026, 12:00:00 AM',
          enabled: false,
          description: '',
          keyUsage: 'ENCRYPT_DECRYPT',
          keyState: 'Creating',
          origin: 'AWS_KMS',
          keyManager: 'CUSTOMER',
          customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
          keySpec: 'SYMMETRIC_DEFAULT',
          encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
          multiRegion: true,
          multiRegionConfiguration: {
            multiRegionKeyType: 'REPLICA',
            primaryKey: { arn: Arn, region: REGION },
            replicaKeys: [{ arn: replica, region: 'us-west-2' }],
          },
        },
        replicaPolicy: ReplicaPolicy,
      },
      readOnly: false,
      resources: [Arn],
    };
  },
  async UpdatePrimaryRegion(kms) {
    const { KeyId, Arn } = await newKey(kms, { MultiRegion: true });
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
    kms.news();
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-west-2' });
    return {
      requestParameters: { keyId: KeyId, primaryRegion: 'us-west-2' },
      responseElements: null,
      readOnly: false,
      resources: [Arn],
    };
  },
};

function grant(kms: ToldKms, KeyId: string) {
  return kms.call('CreateGrant', {
    KeyId,
    GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/Bob`,
    Operations: ['Encrypt'],
  });
}
