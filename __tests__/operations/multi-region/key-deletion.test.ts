import { DAY, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';

const IRELAND = 'eu-west-1';
const TOKYO = 'ap-northeast-1';

async function relatedKeys(kms: TestKms, ...regions: readonly string[]) {
  const KeyId = (await kms.call('CreateKey', { MultiRegion: true })).KeyMetadata.Arn as string;
  const replicas = [];
  for (const region of regions) {
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: region });
    replicas.push({ KeyId: KeyId.replace(REGION, region), caller: kms.as({ region }) });
  }
  return { KeyId, replicas };
}

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

function pendingReplicaDeletion(KeyId: string) {
  return { name: 'KMSInvalidStateException', message: `${KeyId} is pending replica deletion.` };
}

describe('ScheduleKeyDeletion of a replica key', () => {
  it('deletes it after its waiting period, and leaves the related keys', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND);
    const [replica] = replicas as [(typeof replicas)[0]];
    const { CiphertextBlob } = await replica.caller.call('Encrypt', { KeyId: replica.KeyId, Plaintext: 'hello' });
    const input = { KeyId: replica.KeyId, PendingWindowInDays: 7 };
    expect(await replica.caller.call('ScheduleKeyDeletion', input)).toEqual({
      KeyId: replica.KeyId,
      DeletionDate: new Date(START + 7 * DAY),
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 7,
    });
    expect((await metadata(kms, KeyId)).MultiRegionConfiguration?.ReplicaKeys).toHaveLength(1);
    kms.advance(7 * DAY);
    expect((await metadata(kms, KeyId)).MultiRegionConfiguration?.ReplicaKeys).toEqual([]);
    expect(await refusal(metadata(replica.caller, replica.KeyId))).toEqual({
      name: 'NotFoundException',
      message: `Key '${replica.KeyId}' does not exist`,
    });
    expect(await kms.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyId });
  });

  it('can be followed by a new replica key in the same Region, with the same material', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND);
    const [replica] = replicas as [(typeof replicas)[0]];
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
    await replica.caller.call('ScheduleKeyDeletion', { KeyId: replica.KeyId, PendingWindowInDays: 7 });
    kms.advance(7 * DAY);
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    expect(await replica.caller.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyId: replica.KeyId });
  });

  it('ends the state Creating', async () => {
    const kms = testKms({ world: { transitionDelay: DAY } });
    const { replicas } = await relatedKeys(kms, IRELAND);
    const [replica] = replicas as [(typeof replicas)[0]];
    await replica.caller.call('ScheduleKeyDeletion', { KeyId: replica.KeyId });
    kms.advance(2 * DAY);
    expect(await metadata(replica.caller, replica.KeyId)).toMatchObject({ KeyState: 'PendingDeletion' });
  });
});

describe('ScheduleKeyDeletion of a primary key', () => {
  it('without replica keys is that of any key', async () => {
    const kms = testKms();
    const { KeyId } = await relatedKeys(kms);
    expect(await kms.call('ScheduleKeyDeletion', { KeyId })).toEqual({
      KeyId,
      DeletionDate: new Date(START + 30 * DAY),
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 30,
    });
  });

  it('waits for its replica keys, with no date of deletion', async () => {
    const kms = testKms();
    const { KeyId } = await relatedKeys(kms, IRELAND);
    expect(await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 })).toEqual({
      KeyId,
      KeyState: 'PendingReplicaDeletion',
      PendingWindowInDays: 10,
    });
    kms.advance(400 * DAY);
    const waiting = await metadata(kms, KeyId);
    expect(waiting).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
      Enabled: false,
      PendingDeletionWindowInDays: 10,
    });
    expect(waiting).not.toHaveProperty('DeletionDate');
  });

  it('starts its own waiting period when the last replica key is deleted', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND, TOKYO);
    const [ireland, tokyo] = replicas as [(typeof replicas)[0], (typeof replicas)[0]];
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 });
    await ireland.caller.call('ScheduleKeyDeletion', { KeyId: ireland.KeyId, PendingWindowInDays: 7 });
    await tokyo.caller.call('ScheduleKeyDeletion', { KeyId: tokyo.KeyId, PendingWindowInDays: 9 });
    kms.advance(7 * DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingReplicaDeletion' });
    kms.advance(3 * DAY);
    const pending = await metadata(kms, KeyId);
    // From the date of the deletion, although nothing was called then.
    expect(pending).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: new Date(START + 19 * DAY) });
    expect(pending).not.toHaveProperty('PendingDeletionWindowInDays');
    kms.advance(9 * DAY);
    expect((await refusal(metadata(kms, KeyId))).name).toBe('NotFoundException');
  });

  it('runs through all its waiting periods when the time passes at once', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND);
    const [ireland] = replicas as [(typeof replicas)[0]];
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await ireland.caller.call('ScheduleKeyDeletion', { KeyId: ireland.KeyId, PendingWindowInDays: 7 });
    kms.advance(14 * DAY);
    expect((await kms.call('ListKeys', {})).Keys).toEqual([]);
    expect(kms.world.state.count('keys')).toBe(0);
  });

  it('keeps the primary key from being used, replicated, enabled or scheduled again', async () => {
    const kms = testKms();
    const { KeyId } = await relatedKeys(kms, IRELAND);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    for (const call of [
      kms.call('Encrypt', { KeyId, Plaintext: 'hello' }),
      kms.call('ReplicateKey', { KeyId, ReplicaRegion: TOKYO }),
      kms.call('EnableKey', { KeyId }),
      kms.call('ScheduleKeyDeletion', { KeyId }),
      kms.call('TagResource', { KeyId, Tags: [] }),
      kms.call('UpdateKeyDescription', { KeyId, Description: '' }),
    ]) {
      expect(await refusal(call)).toEqual(pendingReplicaDeletion(KeyId));
    }
  });

  it('leaves its replica keys usable', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND);
    const [ireland] = replicas as [(typeof replicas)[0]];
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await ireland.caller.call('Encrypt', { KeyId: ireland.KeyId, Plaintext: 'x' })).toBeDefined();
  });
});

describe('CancelKeyDeletion of a primary key', () => {
  it('that waits for its replica keys makes it Disabled', async () => {
    const kms = testKms();
    const { KeyId, replicas } = await relatedKeys(kms, IRELAND);
    const [ireland] = replicas as [(typeof replicas)[0]];
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await kms.call('CancelKeyDeletion', { KeyId })).toEqual({ KeyId });
    const cancelled = await metadata(kms, KeyId);
    expect(cancelled).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    expect(cancelled).not.toHaveProperty('PendingDeletionWindowInDays');
    await ireland.caller.call('ScheduleKeyDeletion', { KeyId: ireland.KeyId, PendingWindowInDays: 7 });
    kms.advance(7 * DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Disabled' });
  });

  it('in its own waiting period makes it Disabled, too', async () => {
    const kms = testKms();
    const { KeyId } = await relatedKeys(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    await kms.call('CancelKeyDeletion', { KeyId });
    const cancelled = await metadata(kms, KeyId);
    expect(cancelled).toMatchObject({ KeyState: 'Disabled' });
    expect(cancelled).not.toHaveProperty('DeletionDate');
  });
});
