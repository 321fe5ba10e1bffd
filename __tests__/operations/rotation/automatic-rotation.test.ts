import { ACCOUNT, DAY, REGION, START, type TestKms, testKms } from '../../support/engine.js';
import { keyRecord, putKey } from '../../support/records.js';

const SECRET = new TextEncoder().encode('kept from before');

async function rotatingKey(kms: TestKms, RotationPeriodInDays: number): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', {});
  const KeyId = KeyMetadata.Arn as string;
  await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays });
  return KeyId;
}

async function rotations(kms: TestKms, KeyId: string): Promise<{ day: number; type: string | undefined }[]> {
  const { Rotations } = await kms.call('ListKeyRotations', { KeyId });
  return Rotations.map(({ RotationDate, RotationType }) => ({
    day: ((RotationDate as Date).getTime() - START) / DAY,
    type: RotationType,
  }));
}

async function nextRotationDay(kms: TestKms, KeyId: string): Promise<number> {
  const { NextRotationDate } = await kms.call('GetKeyRotationStatus', { KeyId });
  return (NextRotationDate.getTime() - START) / DAY;
}

describe('automatic key rotation', () => {
  it('takes place when its date has come, not a millisecond before', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(90 * DAY - 1);
    expect(await rotations(kms, KeyId)).toEqual([]);
    kms.advance(1);
    expect(await rotations(kms, KeyId)).toEqual([{ day: 90, type: 'AUTOMATIC' }]);
    expect(await nextRotationDay(kms, KeyId)).toBe(180);
  });

  it('makes up for several periods at once, each rotation with its own date', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(365 * DAY);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([90, 180, 270, 360]);
    expect(await nextRotationDay(kms, KeyId)).toBe(450);
  });

  it('decrypts under every earlier key material and tells which one it was', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    const sealed = [];
    for (let period = 0; period < 5; period++) {
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: SECRET });
      const { KeyMetadata } = await kms.call('DescribeKey', { KeyId });
      sealed.push({ CiphertextBlob, KeyMaterialId: KeyMetadata.CurrentKeyMaterialId });
      kms.advance(90 * DAY);
    }
    expect(new Set(sealed.map(({ KeyMaterialId }) => KeyMaterialId)).size).toBe(5);
    for (const { CiphertextBlob, KeyMaterialId } of sealed) {
      const opened = await kms.call('Decrypt', { CiphertextBlob });
      expect(opened.Plaintext).toEqual(SECRET);
      expect(opened.KeyMaterialId).toBe(KeyMaterialId);
    }
  });

  it('gives GenerateDataKey the new key material, and leaves the rest of the key as it was', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    const before = await kms.call('DescribeKey', { KeyId });
    kms.advance(90 * DAY);
    const after = await kms.call('DescribeKey', { KeyId });
    const { KeyMaterialId } = await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    const { CurrentKeyMaterialId: old, ...kept } = before.KeyMetadata;
    expect(after.KeyMetadata).toEqual({ ...kept, CurrentKeyMaterialId: KeyMaterialId });
    expect(KeyMaterialId).not.toBe(old);
  });

  it('lets ReEncrypt with the same key move data to the current key material', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: SECRET });
    kms.advance(90 * DAY);
    const moved = await kms.call('ReEncrypt', { CiphertextBlob, DestinationKeyId: KeyId });
    const [first, second] = keyRecord(kms, KeyId).materials.entries;
    expect(moved.SourceKeyMaterialId).toBe(first?.KeyMaterialId);
    expect(moved.DestinationKeyMaterialId).toBe(second?.KeyMaterialId);
  });

  it('ends with DisableKeyRotation', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(90 * DAY);
    await kms.call('DisableKeyRotation', { KeyId });
    kms.advance(1000 * DAY);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([90]);
  });

  it('waits while the key is disabled, and takes place once, at once, when it is enabled again', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(10 * DAY);
    await kms.call('DisableKey', { KeyId });
    kms.advance(300 * DAY);
    expect(await rotations(kms, KeyId)).toEqual([]);
    expect(await nextRotationDay(kms, KeyId)).toBe(90);
    await kms.call('EnableKey', { KeyId });
    expect(await rotations(kms, KeyId)).toEqual([{ day: 310, type: 'AUTOMATIC' }]);
    expect(await nextRotationDay(kms, KeyId)).toBe(400);
    kms.advance(90 * DAY);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([310, 400]);
  });

  it('keeps its schedule when the key is disabled and enabled between two dates', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(10 * DAY);
    await kms.call('DisableKey', { KeyId });
    kms.advance(79 * DAY);
    await kms.call('EnableKey', { KeyId });
    expect(await nextRotationDay(kms, KeyId)).toBe(90);
    kms.advance(DAY);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([90]);
  });

  it('waits while the key is pending deletion, and resumes when it was cancelled and the key enabled', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(85 * DAY);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
    kms.advance(10 * DAY);
    expect(await rotations(kms, KeyId)).toEqual([]);
    await kms.call('CancelKeyDeletion', { KeyId });
    kms.advance(10 * DAY);
    expect(await rotations(kms, KeyId)).toEqual([]);
    await kms.call('EnableKey', { KeyId });
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([105]);
  });

  it('comes before the deletion that a later call schedules, and never to a deleted key', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    kms.advance(100 * DAY);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([90]);
    kms.advance(1000 * DAY);
    const { Keys } = await kms.call('ListKeys', {});
    expect(Keys).toEqual([]);
    expect(kms.world.state.count('keys')).toBe(0);
  });

  it('takes place in the order of the dates of all keys', async () => {
    const kms = testKms();
    const slow = await rotatingKey(kms, 200);
    const fast = await rotatingKey(kms, 90);
    kms.advance(400 * DAY);
    expect((await rotations(kms, slow)).map(({ day }) => day)).toEqual([200, 400]);
    expect((await rotations(kms, fast)).map(({ day }) => day)).toEqual([90, 180, 270, 360]);
  });

  it('survives a snapshot, also one that was overdue', async () => {
    const kms = testKms();
    const KeyId = await rotatingKey(kms, 90);
    const snapshot = JSON.parse(JSON.stringify(kms.world.state.snapshot()));
    kms.advance(90 * DAY);
    kms.world.state.restore(snapshot);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([90]);
  });

  it('rotates AWS managed keys every 365 days', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/s3' });
    const KeyId = KeyMetadata.Arn as string;
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual({
      KeyRotationEnabled: true,
      KeyId,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date(START + 365 * DAY),
    });
    kms.advance(730 * DAY);
    expect((await rotations(kms, KeyId)).map(({ day }) => day)).toEqual([365, 730]);
  });

  describe('of related multi-Region keys', () => {
    /** A primary key with a replica in eu-west-1, as ReplicateKey leaves them. */
    async function relatedKeys(kms: TestKms): Promise<{ primary: string; replica: string }> {
      const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true });
      const primary = KeyMetadata.Arn as string;
      const replica = primary.replace(REGION, 'eu-west-1');
      const record = { ...keyRecord(kms, primary), Arn: replica, region: 'eu-west-1' };
      kms.world.state.apply([{ table: 'keys', from: undefined, to: { ...record, MultiRegionKeyType: 'REPLICA' } }]);
      return { primary, replica };
    }

    it('gives every one of them the new key material', async () => {
      const kms = testKms();
      const there = kms.as({ region: 'eu-west-1' });
      const { primary, replica } = await relatedKeys(kms);
      await kms.call('EnableKeyRotation', { KeyId: primary, RotationPeriodInDays: 90 });
      kms.advance(90 * DAY);
      const here = await kms.call('ListKeyRotations', { KeyId: primary });
      expect(here.Rotations).toHaveLength(1);
      expect(await there.call('ListKeyRotations', { KeyId: replica })).toEqual(here);
      expect(await there.call('GetKeyRotationStatus', { KeyId: replica })).toEqual({
        KeyRotationEnabled: true,
        KeyId: replica,
        RotationPeriodInDays: 90,
        NextRotationDate: new Date(START + 180 * DAY),
      });
    });

    it('follows the key state of the primary key, wherever that is now', async () => {
      const kms = testKms();
      const { primary, replica } = await relatedKeys(kms);
      await kms.call('EnableKeyRotation', { KeyId: primary, RotationPeriodInDays: 90 });
      putKey(kms, primary, { MultiRegionKeyType: 'REPLICA', KeyState: 'Disabled' });
      putKey(kms, replica, { MultiRegionKeyType: 'PRIMARY' });
      kms.advance(90 * DAY);
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId: primary });
      expect(Rotations.map(({ RotationType }) => RotationType)).toEqual(['AUTOMATIC']);
      expect(keyRecord(kms, primary).account).toBe(ACCOUNT);
    });

    it('is not resumed by enabling a replica key', async () => {
      const kms = testKms();
      const { primary, replica } = await relatedKeys(kms);
      await kms.call('EnableKeyRotation', { KeyId: primary, RotationPeriodInDays: 90 });
      await kms.call('DisableKey', { KeyId: primary });
      kms.advance(100 * DAY);
      await kms.as({ region: 'eu-west-1' }).call('EnableKey', { KeyId: replica });
      expect(await rotations(kms, primary)).toEqual([]);
      expect(await nextRotationDay(kms, primary)).toBe(90);
      await kms.call('EnableKey', { KeyId: primary });
      expect((await rotations(kms, primary)).map(({ day }) => day)).toEqual([100]);
    });
  });
});
