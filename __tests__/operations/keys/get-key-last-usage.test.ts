import { KeyLastUsageTrackingOperation } from '@aws-sdk/client-kms';
import type { OperationName } from '../../../src/model/operation-types.js';
import { OPERATIONS } from '../../../src/operations/all-operations.js';
import { cloudTrailEventId } from '../../../src/rules/event-id.js';
import { ACCOUNT, REGION, refusal, START, testKms } from '../../support/engine.js';

const Plaintext = Uint8Array.of(1);

async function withKey(input: object = {}) {
  const kms = testKms();
  const { KeyMetadata } = await kms.call('CreateKey', input);
  const KeyId = KeyMetadata.KeyId as string;
  const usage = async (caller: Pick<typeof kms, 'call'> = kms) =>
    (await caller.call('GetKeyLastUsage', { KeyId })).KeyLastUsage;
  return { kms, KeyId, usage };
}

describe('GetKeyLastUsage', () => {
  it('of a key that was never used is empty', async () => {
    const { kms, KeyId } = await withKey();
    kms.advance(1000);
    expect(await kms.call('GetKeyLastUsage', { KeyId })).toEqual({
      KeyId,
      KeyLastUsage: {},
      TrackingStartDate: new Date(START),
      KeyCreationDate: new Date(START),
    });
  });

  it('tells the last operation, when it was, and the ids of that very call', async () => {
    const { kms, KeyId, usage } = await withKey();
    kms.advance(1000);
    await kms.call('Encrypt', { KeyId, Plaintext });
    kms.advance(1000);
    await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    kms.advance(1000);
    // The harness numbers requests: CreateKey, Encrypt, GenerateDataKey.
    expect(await usage()).toEqual({
      Operation: 'GenerateDataKey',
      Timestamp: new Date(START + 2000),
      CloudTrailEventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
      KmsRequestId: 'request-3',
    });
    const home = { account: ACCOUNT, region: REGION };
    expect((await usage()).CloudTrailEventId).toBe(cloudTrailEventId('request-3', home));
    expect(cloudTrailEventId('request-2', home)).not.toBe(cloudTrailEventId('request-3', home));
  });

  it('is tracked by exactly the operations that AWS tracks', () => {
    const tracking = Object.entries(OPERATIONS).filter(([, { tracksLastUsage }]) => tracksLastUsage);
    expect(tracking.map(([name]) => name).sort()).toEqual(Object.values(KeyLastUsageTrackingOperation).sort());
  });

  it('of ReEncrypt is told by both keys', async () => {
    const { kms, KeyId, usage } = await withKey();
    const other = (await kms.call('CreateKey', {})).KeyMetadata.KeyId;
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext });
    await kms.call('ReEncrypt', { CiphertextBlob, DestinationKeyId: other });
    const expected = { Operation: 'ReEncrypt', KmsRequestId: 'request-4' };
    expect(await usage()).toMatchObject(expected);
    expect((await kms.call('GetKeyLastUsage', { KeyId: other })).KeyLastUsage).toMatchObject(expected);
  });

  it('does not count dry runs, failures and operations that are not cryptographic', async () => {
    const { kms, KeyId, usage } = await withKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const sign = { KeyId, Message: Plaintext, SigningAlgorithm: 'ECDSA_SHA_256' };
    await refusal(kms.call('Sign', { ...sign, DryRun: true }));
    await refusal(kms.call('Verify', { ...sign, Signature: Plaintext }));
    await refusal(kms.call('Encrypt', { KeyId, Plaintext }));
    await kms.call('GetPublicKey', { KeyId });
    await kms.call('DescribeKey', { KeyId });
    expect(await usage()).toEqual({});
    const { Signature } = await kms.call('Sign', sign);
    expect((await usage()).Operation).toBe('Sign');
    await refusal(kms.call('Verify', { ...sign, Signature, DryRun: true }));
    expect((await usage()).Operation).toBe('Sign');
    await kms.call('Verify', { ...sign, Signature });
    expect((await usage()).Operation).toBe('Verify');
  });

  it('is told by each related multi-Region key for itself', async () => {
    const { kms, KeyId, usage } = await withKey({ MultiRegion: true });
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    const replica = kms.as({ region: 'eu-west-1' });
    await replica.call('Encrypt', { KeyId, Plaintext });
    expect(await usage()).toEqual({});
    expect((await usage(replica)).Operation).toBe('Encrypt');
  });

  it('is told of a key in any key state, by its id or ARN', async () => {
    const { kms, KeyId } = await withKey();
    await kms.call('Encrypt', { KeyId, Plaintext });
    await kms.call('ScheduleKeyDeletion', { KeyId });
    const Arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KeyId}`;
    expect((await kms.call('GetKeyLastUsage', { KeyId: Arn })).KeyLastUsage.Operation).toBe('Encrypt');
    expect(await refusal(kms.call('GetKeyLastUsage', { KeyId: 'alias/a' }))).toEqual({
      name: 'InvalidArnException',
      message: 'Key Aliases are not supported for this operation.',
    });
  });

  it('is not told to other accounts', async () => {
    const { kms, KeyId } = await withKey();
    const Arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KeyId}`;
    const call = kms.as({ account: '123456789012' }).call('GetKeyLastUsage' as OperationName, { KeyId: Arn });
    expect((await refusal(call)).name).toBe('AccessDeniedException');
  });
});
