import { DAY, refusal, type TestKms, testKms } from '../support/engine.js';

async function keyOf(kms: TestKms, input: object = {}): Promise<string> {
  return (await kms.call('CreateKey', input)).KeyMetadata.Arn as string;
}

const plaintext = new Uint8Array([1]);

describe('the order of checks', () => {
  it('puts constraints before the key', async () => {
    const kms = testKms();
    expect(await refusal(kms.call('Encrypt', { KeyId: 'foo', Plaintext: new Uint8Array(4097) }))).toEqual({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    });
  });

  it('puts the key before the rule on KeySpec and NumberOfBytes, and that before usage and state', async () => {
    const kms = testKms();
    const neither = { name: 'ValidationException', message: 'Please specify either number of bytes or key spec.' };
    expect((await refusal(kms.call('GenerateDataKey', { KeyId: 'foo' }))).name).toBe('NotFoundException');
    const hmac = await keyOf(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    await kms.call('DisableKey', { KeyId: hmac });
    expect(await refusal(kms.call('GenerateDataKey', { KeyId: hmac }))).toEqual(neither);
    expect(await refusal(kms.call('GenerateDataKey', { KeyId: hmac, KeySpec: 'AES_256', NumberOfBytes: 32 }))).toEqual(
      neither,
    );
  });

  it('puts key usage before key state, and key state before the algorithm', async () => {
    const kms = testKms();
    const hmac = await keyOf(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const rsa = await keyOf(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const encrypt = (KeyId: string) => refusal(kms.call('Encrypt', { KeyId, Plaintext: plaintext }));
    const wrongUsage = {
      name: 'InvalidKeyUsageException',
      message: `${hmac} key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt.`,
    };
    await kms.call('DisableKey', { KeyId: hmac });
    expect(await encrypt(hmac)).toEqual(wrongUsage);
    await kms.call('ScheduleKeyDeletion', { KeyId: hmac });
    expect(await encrypt(hmac)).toEqual(wrongUsage);
    expect(await encrypt(rsa)).toEqual({
      name: 'InvalidKeyUsageException',
      message: 'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    });
    await kms.call('DisableKey', { KeyId: rsa });
    expect(await encrypt(rsa)).toEqual({ name: 'DisabledException', message: `${rsa} is disabled.` });
  });

  it('puts the dry run last: it answers only where the call would have succeeded', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: plaintext });
    const decrypt = (input: object) => refusal(kms.call('Decrypt', { CiphertextBlob, DryRun: true, ...input }));
    expect(await decrypt({})).toEqual({
      name: 'DryRunOperationException',
      message: 'The request would have succeeded, but the DryRun option is set.',
    });
    expect(await decrypt({ EncryptionContext: { wrong: 'context' } })).toEqual({
      name: 'InvalidCiphertextException',
      message: undefined,
    });
    await kms.call('DisableKey', { KeyId });
    expect((await decrypt({})).name).toBe('DisabledException');
  });
});

describe('changes', () => {
  it('are none when the call fails', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    const before = JSON.stringify(kms.world.state.snapshot());
    await refusal(
      kms.call('TagResource', {
        KeyId,
        Tags: [
          { TagKey: 'a', TagValue: '1' },
          { TagKey: 'aws:b', TagValue: '' },
        ],
      }),
    );
    await refusal(kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 31 }));
    await refusal(kms.call('CreateKey', { Policy: '{' }));
    await refusal(kms.call('Encrypt', { KeyId, Plaintext: plaintext, DryRun: true }));
    expect(JSON.stringify(kms.world.state.snapshot())).toBe(before);
  });

  it('of calls at the same time all stay', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    const tags = Array.from({ length: 30 }, (_, at) => `tag-${at}`);
    await Promise.all(tags.map((TagKey) => kms.call('TagResource', { KeyId, Tags: [{ TagKey, TagValue: '' }] })));
    const { Tags } = await kms.call('ListResourceTags', { KeyId });
    expect(Tags.map(({ TagKey }) => TagKey).sort()).toEqual([...tags].sort());
  });

  it('give one of two callers the alias, and the other AlreadyExistsException', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    const create = () => kms.call('CreateAlias', { AliasName: 'alias/once', TargetKeyId: KeyId });
    const answers = await Promise.allSettled([create(), create()]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await refusal(create())).name).toBe('AlreadyExistsException');
  });
});

describe('deletion', () => {
  it('happens when its date has passed: the key, its aliases and what was encrypted under it are gone', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    await kms.call('CreateAlias', { AliasName: 'alias/old', TargetKeyId: KeyId });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: plaintext });
    const { DeletionDate } = await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(DeletionDate).toEqual(new Date(kms.now + 7 * DAY));
    kms.advance(7 * DAY - 1);
    expect((await kms.call('DescribeKey', { KeyId })).KeyMetadata?.KeyState).toBe('PendingDeletion');
    kms.advance(1);
    expect(await refusal(kms.call('DescribeKey', { KeyId }))).toEqual({
      name: 'NotFoundException',
      message: `Key '${KeyId}' does not exist`,
    });
    expect((await refusal(kms.call('DeleteAlias', { AliasName: 'alias/old' }))).name).toBe('NotFoundException');
    expect((await kms.call('ListKeys', {})).Keys).toEqual([]);
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    });
  });

  it('does not happen once it is cancelled', async () => {
    const kms = testKms();
    const KeyId = await keyOf(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    kms.advance(29 * DAY);
    expect(await kms.call('CancelKeyDeletion', { KeyId })).toEqual({ KeyId });
    kms.advance(365 * DAY);
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    expect(KeyMetadata).not.toHaveProperty('DeletionDate');
  });
});
