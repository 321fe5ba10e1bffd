import type { OperationName } from '../../../src/model/operation-types.js';
import { validInput } from '../../support/api-model.js';
import { ACCOUNT, REGION, refusal, START, testKms } from '../../support/engine.js';

const ALIAS = 'alias/aws/ebs';
const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:root`;
/** EC2 calls for EBS: https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html */
const THROUGH_EBS = { origin: { via: 'ec2' } };

async function withManagedKey() {
  const kms = testKms();
  const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: ALIAS });
  return { kms, KeyMetadata, Arn: KeyMetadata.Arn as string };
}

/** AWS documents or was seen to refuse these, by the key policy of such keys. */
const REFUSED: readonly OperationName[] = [
  'CancelKeyDeletion',
  'CreateGrant',
  'DeleteImportedKeyMaterial',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'ImportKeyMaterial',
  'PutKeyPolicy',
  'ReplicateKey',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateKeyDescription',
  'UpdatePrimaryRegion',
];

describe('an AWS managed key', () => {
  it('is made when its predefined alias is first used', async () => {
    const { kms, KeyMetadata, Arn } = await withManagedKey();
    expect(KeyMetadata).toEqual({
      AWSAccountId: ACCOUNT,
      KeyId: expect.any(String),
      Arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KeyMetadata.KeyId}`,
      CreationDate: new Date(START),
      Enabled: true,
      Description: 'Default key that protects my EBS volumes when no other key is defined',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'AWS',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
      CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await kms.call('DescribeKey', { KeyId: ALIAS })).KeyMetadata.Arn).toBe(Arn);
    expect((await kms.call('ListKeys', {})).Keys).toEqual([{ KeyId: KeyMetadata.KeyId, KeyArn: Arn }]);
  });

  it('is one for each service and Region, untagged', async () => {
    const kms = testKms();
    const places = [
      [kms, 'alias/aws/ebs'],
      [kms, 'alias/aws/s3'],
      [kms.as({ region: 'eu-west-1' }), 'alias/aws/s3'],
    ] as const;
    const arns: unknown[] = [];
    for (const [place, KeyId] of places) {
      const { KeyMetadata } = await place.call('DescribeKey', { KeyId });
      arns.push(KeyMetadata.KeyId);
      expect((await place.call('ListResourceTags', { KeyId: KeyMetadata.Arn })).Tags).toEqual([]);
    }
    expect(new Set(arns).size).toBe(3);
  });

  it('takes the alias that was listed before', async () => {
    const kms = testKms();
    await kms.call('ListAliases', {});
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: ALIAS });
    const { Aliases } = await kms.call('ListAliases', {});
    expect(Aliases.find(({ AliasName }) => AliasName === ALIAS)?.TargetKeyId).toBe(KeyMetadata.KeyId);
  });

  it('is not there for an alias that no service has', async () => {
    const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/no-service`;
    expect(await refusal(testKms().call('DescribeKey', { KeyId: 'alias/aws/no-service' }))).toEqual({
      name: 'NotFoundException',
      message: `Alias ${arn} is not found.`,
    });
  });

  it.each(REFUSED)('refuses %s', async (operation) => {
    const { kms, Arn } = await withManagedKey();
    const call = kms.call(operation, { ...validInput(operation), KeyId: Arn });
    expect(await refusal(call)).toEqual({
      name: 'AccessDeniedException',
      message: `User: ${PRINCIPAL} is not authorized to perform: kms:${operation} on resource: ${Arn} because no resource-based policy allows the kms:${operation} action`,
    });
  });

  it.each(['CreateAlias', 'UpdateAlias'] as const)('refuses %s with it as the target', async (operation) => {
    const { kms, Arn } = await withManagedKey();
    expect(await refusal(kms.call(operation, { AliasName: 'alias/mine', TargetKeyId: Arn }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: ${PRINCIPAL} is not authorized to perform: kms:${operation} on resource: ${Arn} because no resource-based policy allows the kms:${operation} action`,
    });
  });

  it.each(['CreateAlias', 'UpdateAlias', 'DeleteAlias'] as const)('keeps its alias from %s', async (operation) => {
    const { kms } = await withManagedKey();
    const target = (await kms.call('CreateKey', {})).KeyMetadata.KeyId;
    const input = operation === 'DeleteAlias' ? {} : { TargetKeyId: target };
    const call = kms.call(operation, { AliasName: ALIAS, ...input });
    expect(await refusal(call)).toEqual({ name: 'NotAuthorizedException', message: undefined });
  });

  it('tells all that operations of reading tell', async () => {
    const { kms, Arn: KeyId } = await withManagedKey();
    expect(JSON.parse((await kms.call('GetKeyPolicy', { KeyId })).Policy)).toMatchObject({ Version: '2012-10-17' });
    expect((await kms.call('ListKeyPolicies', { KeyId })).PolicyNames).toEqual(['default']);
    expect((await kms.call('ListResourceTags', { KeyId })).Tags).toEqual([]);
    expect((await kms.call('ListGrants', { KeyId })).Grants).toEqual([]);
    expect((await kms.call('ListAliases', { KeyId })).Aliases.map(({ AliasName }) => AliasName)).toEqual([ALIAS]);
    expect((await kms.call('GetKeyRotationStatus', { KeyId })).KeyRotationEnabled).toBe(true);
    expect((await kms.call('GetKeyLastUsage', { KeyId })).KeyLastUsage).toEqual({});
  });

  it('is one, also where several calls are the first', async () => {
    const kms = testKms();
    const plaintext = { KeyId: ALIAS, Plaintext: Uint8Array.of(1) };
    const ebs = kms.as(THROUGH_EBS);
    const calls = await Promise.all([ebs.call('Encrypt', plaintext), ebs.call('Encrypt', plaintext)]);
    const { Keys } = await kms.call('ListKeys', {});
    expect(Keys).toHaveLength(1);
    expect(calls.map(({ KeyId }) => KeyId)).toEqual([Keys[0]?.KeyArn, Keys[0]?.KeyArn]);
  });

  it('encrypts through its service, and decrypts what it encrypted', async () => {
    const { kms, Arn } = await withManagedKey();
    const ebs = kms.as(THROUGH_EBS);
    const { CiphertextBlob } = await ebs.call('Encrypt', { KeyId: ALIAS, Plaintext: Uint8Array.of(1) });
    expect(await ebs.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyId: Arn, Plaintext: Uint8Array.of(1) });
  });

  it.each([
    ['Encrypt', { Plaintext: Uint8Array.of(1) }],
    ['GenerateDataKey', { KeySpec: 'AES_256' }],
  ] as const)('refuses %s where it is not the service that calls', async (operation, input) => {
    const { kms, Arn } = await withManagedKey();
    const callers = [kms, kms.as({ origin: { via: 's3' } }), kms.as({ principal: `arn:aws:iam::${ACCOUNT}:user/a` })];
    for (const caller of callers) {
      expect(await refusal(caller.call(operation, { KeyId: Arn, ...input }))).toEqual({
        name: 'AccessDeniedException',
        message: expect.stringContaining(
          `on resource: ${Arn} because no resource-based policy allows the kms:${operation} action`,
        ),
      });
    }
  });

  it('is of its account alone, also through its service', async () => {
    const { kms, Arn } = await withManagedKey();
    const stranger = kms.as({ account: '111122223333', ...THROUGH_EBS });
    expect(await refusal(stranger.call('Encrypt', { KeyId: Arn, Plaintext: Uint8Array.of(1) }))).toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
