import type { KeyState } from '@aws-sdk/client-kms';
import { KEY_SPECS, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { DAY, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { KEY_STATES, keyRecord, putImportedMaterial, putKey } from '../../support/records.js';

const MINUTE = 60_000;
const ASYMMETRIC_AND_HMAC = (Object.keys(KEY_SPECS) as KeySpecName[]).filter(
  (name) => keySpec(name).type !== 'symmetric' && keySpec(name).regions !== 'china',
);
const LIMIT_REACHED =
  'The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ';

async function keyArn(kms: TestKms, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata.Arn as string;
}

async function currentId(kms: TestKms, KeyId: string): Promise<string | undefined> {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata.CurrentKeyMaterialId;
}

describe('RotateKeyOnDemand', () => {
  it('makes new key material current at once and gives the key ARN', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const before = await currentId(kms, KeyId);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'old' });
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    expect(await kms.call('RotateKeyOnDemand', { KeyId: id })).toEqual({ KeyId });
    const after = await currentId(kms, KeyId);
    expect(after).toMatch(/^[0-9a-f]{64}$/);
    expect(after).not.toBe(before);
    const opened = await kms.call('Decrypt', { CiphertextBlob });
    expect(Buffer.from(opened.Plaintext).toString()).toBe('old');
    expect(opened.KeyMaterialId).toBe(before);
  });

  it('leaves the schedule of automatic rotation alone', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    kms.advance(30 * DAY);
    const before = await kms.call('GetKeyRotationStatus', { KeyId });
    await kms.call('RotateKeyOnDemand', { KeyId });
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual(before);
    kms.advance(60 * DAY);
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId });
    expect(Rotations.map(({ RotationType, RotationDate }) => [RotationType, RotationDate])).toEqual([
      ['ON_DEMAND', new Date(START + 30 * DAY)],
      ['AUTOMATIC', new Date(START + 90 * DAY)],
    ]);
  });

  it('is possible 25 times in the life of a key; automatic rotations do not count', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    kms.advance(300 * DAY);
    for (let done = 0; done < 25; done++) await kms.call('RotateKeyOnDemand', { KeyId });
    const last = await currentId(kms, KeyId);
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'LimitExceededException',
      message: LIMIT_REACHED + KeyId,
    });
    expect(await currentId(kms, KeyId)).toBe(last);
    expect(keyRecord(kms, KeyId).materials.entries).toHaveLength(1 + 3 + 25);
  });

  it('keeps to the quota when calls overlap', async () => {
    const kms = testKms({ quotas: { onDemandRotationsPerKey: 3 } });
    const KeyId = await keyArn(kms);
    const calls = Array.from({ length: 10 }, () => kms.call('RotateKeyOnDemand', { KeyId }));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(keyRecord(kms, KeyId).materials.entries).toHaveLength(4);
  });

  it('is refused when an automatic rotation comes within 20 minutes', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    kms.now = START + 90 * DAY - 20 * MINUTE;
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'ConflictException',
      message: `An automatic rotation is about to take place for the key: ${KeyId}.`,
    });
    kms.now -= 1;
    expect(await kms.call('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId });
  });

  const obstacles: Partial<Record<KeyState, [name: string, text: string]>> = {
    Disabled: ['DisabledException', 'is disabled.'],
    PendingDeletion: ['KMSInvalidStateException', 'is pending deletion.'],
    PendingReplicaDeletion: ['KMSInvalidStateException', 'is pending replica deletion.'],
    PendingImport: ['KMSInvalidStateException', 'is pending import.'],
    Creating: ['KMSInvalidStateException', 'is creating.'],
    Updating: ['KMSInvalidStateException', 'is updating.'],
  };

  it.each(KEY_STATES)('answers for a key that is %s as AWS documents', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { KeyState });
    const obstacle = obstacles[KeyState];
    if (obstacle === undefined) expect(await kms.call('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId });
    else {
      const [name, text] = obstacle;
      expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({ name, message: `${KeyId} ${text}` });
    }
  });

  it.each(ASYMMETRIC_AND_HMAC)('refuses %s keys without a message, once their key state is right', async (KeySpec) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec, KeyUsage: Object.keys(keySpec(KeySpec).usages)[0] });
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: undefined,
    });
    await kms.call('DisableKey', { KeyId });
    expect((await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).name).toBe('DisabledException');
  });

  it.each(['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const)('refuses keys of Origin %s', async (Origin) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { Origin });
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} origin is ${Origin} which is not valid for this operation.`,
    });
  });

  it('refuses a replica key', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { MultiRegion: true });
    putKey(kms, KeyId, { MultiRegionKeyType: 'REPLICA' });
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} is not a multi-region primary key.`,
    });
  });

  it('refuses AWS managed keys', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
    const KeyId = KeyMetadata.Arn as string;
    expect((await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).name).toBe('AccessDeniedException');
  });

  describe('of a key with imported key material', () => {
    it('makes the pending material current and keeps the earlier one for Decrypt', async () => {
      const kms = testKms();
      const KeyId = await keyArn(kms, { Origin: 'EXTERNAL' });
      const first = putImportedMaterial(kms, KeyId, Buffer.alloc(32, 1).toString('base64'));
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'old' });
      const second = putImportedMaterial(kms, KeyId, Buffer.alloc(32, 2).toString('base64'));
      expect(await currentId(kms, KeyId)).toBe(first);
      expect(await kms.call('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId });
      expect(await currentId(kms, KeyId)).toBe(second);
      expect((await kms.call('Decrypt', { CiphertextBlob })).KeyMaterialId).toBe(first);
      expect((await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).KeyMaterialId).toBe(second);
    });

    it('is refused when none is pending', async () => {
      const kms = testKms();
      const KeyId = await keyArn(kms, { Origin: 'EXTERNAL' });
      const none = {
        name: 'KMSInvalidStateException',
        message: `No available key material pending rotation for the key: ${KeyId}.`,
      };
      putImportedMaterial(kms, KeyId, Buffer.alloc(32, 1).toString('base64'));
      expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual(none);
      putImportedMaterial(kms, KeyId, Buffer.alloc(32, 2).toString('base64'));
      await kms.call('RotateKeyOnDemand', { KeyId });
      expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual(none);
    });

    it('is refused before the first import', async () => {
      const kms = testKms();
      const KeyId = await keyArn(kms, { Origin: 'EXTERNAL' });
      expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
        name: 'KMSInvalidStateException',
        message: `${KeyId} is pending import.`,
      });
    });

    it('waits until every related multi-Region key has the new material', async () => {
      const kms = testKms();
      const KeyId = await keyArn(kms, { Origin: 'EXTERNAL', MultiRegion: true });
      putImportedMaterial(kms, KeyId, Buffer.alloc(32, 1).toString('base64'));
      const replica = { ...keyRecord(kms, KeyId), Arn: KeyId.replace('us-east-1', 'eu-west-1'), region: 'eu-west-1' };
      kms.world.state.apply([{ table: 'keys', from: undefined, to: { ...replica, MultiRegionKeyType: 'REPLICA' } }]);
      const second = putImportedMaterial(kms, KeyId, Buffer.alloc(32, 2).toString('base64'));
      const states = async (): Promise<(string | undefined)[]> => {
        const listed = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
        return listed.Rotations.map(({ KeyMaterialState }) => KeyMaterialState);
      };
      expect(await states()).toEqual(['CURRENT', 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION']);
      expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
        name: 'KMSInvalidStateException',
        message: `No available key material pending rotation for the key: ${KeyId}.`,
      });
      putKey(kms, replica.Arn, { imported: { ...replica.imported, [second]: {} } });
      expect(await states()).toEqual(['CURRENT', 'PENDING_ROTATION']);
      expect(await kms.call('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId });
      expect(await states()).toEqual(['NON_CURRENT', 'CURRENT']);
    });
  });
});
