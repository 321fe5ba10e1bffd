import { DAY, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { putKey } from '../../support/records.js';

async function newKey(kms: TestKms): Promise<string> {
  return (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
}

async function metadata(kms: TestKms, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

describe('ScheduleKeyDeletion', () => {
  it.each([
    [undefined, 30],
    [7, 7],
    [30, 30],
  ])('with PendingWindowInDays %p deletes the key after %d days', async (PendingWindowInDays, days) => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    const DeletionDate = new Date(START + days * DAY);
    const answer = await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays });
    expect(answer).toEqual({ KeyId, DeletionDate, KeyState: 'PendingDeletion', PendingWindowInDays: days });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingDeletion', Enabled: false, DeletionDate });
    kms.advance(days * DAY - 1);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingDeletion' });
    kms.advance(1);
    expect(await refusal(metadata(kms, KeyId))).toEqual({
      name: 'NotFoundException',
      message: `Key '${KeyId}' does not exist`,
    });
  });

  it.each([1, 6, 31, 365])('refuses a waiting period of %d days', async (PendingWindowInDays) => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    expect(await refusal(kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays }))).toEqual({
      name: 'ValidationException',
      message: 'PendingWindowInDays must be between 7 and 30',
    });
  });

  it('is refused for a key that is pending deletion already', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await refusal(kms.call('ScheduleKeyDeletion', { KeyId }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  it('takes the aliases of the key away with it, and its ciphertext for good', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.advance(7 * DAY);
    expect(await refusal(metadata(kms, 'alias/a'))).toEqual({
      name: 'NotFoundException',
      message: `Alias arn:aws:kms:${REGION}:000000000000:alias/a is not found.`,
    });
    expect((await refusal(kms.call('Decrypt', { CiphertextBlob }))).name).toBe('AccessDeniedException');
    for (const table of ['keys', 'lastUsages'] as const) expect(kms.world.state.count(table)).toBe(0);
  });
});

describe('CancelKeyDeletion', () => {
  it('brings the key back as Disabled, also one that was enabled', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await kms.call('CancelKeyDeletion', { KeyId })).toEqual({ KeyId });
    const cancelled = await metadata(kms, KeyId);
    expect(cancelled).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    expect(cancelled).not.toHaveProperty('DeletionDate');
    kms.advance(31 * DAY);
    await kms.call('EnableKey', { KeyId });
    expect(await kms.call('Encrypt', { KeyId, Plaintext: 'hello' })).toMatchObject({ KeyId });
  });

  it.each(['Enabled', 'Disabled', 'PendingImport', 'Creating', 'Updating'] as const)(
    'is refused for a key in state %s',
    async (KeyState) => {
      const kms = testKms();
      const KeyId = await newKey(kms);
      putKey(kms, KeyId, { KeyState });
      expect(await refusal(kms.call('CancelKeyDeletion', { KeyId }))).toEqual({
        name: 'KMSInvalidStateException',
        message: `${KeyId} is not pending deletion.`,
      });
    },
  );
});
