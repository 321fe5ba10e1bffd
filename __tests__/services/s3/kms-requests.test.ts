import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { type Bench, Bucket, KEY_ARN, KeyId, openBench } from './support.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;

async function put(Key: string, more: Partial<PutObjectCommandInput> = {}, s3 = bench.s3) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: 'abc', ...asked, ...more }));
}

async function get(Key: string, s3 = bench.s3) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

const calls = () => bench.kms.calls().map(({ operation, input }) => [operation, input.EncryptionContext]);
const ofObject = (key: string) => ({ 'aws:s3:arn': `arn:aws:s3:::${Bucket}/${key}` });
const ofBucket = { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` };

it('asks for a data key of AES-256 for PutObject, and to decrypt it for GetObject', async () => {
  await put('a');
  await get('a');
  const [generate, decrypt] = bench.kms.calls();
  expect(generate?.operation).toBe('GenerateDataKey');
  expect(generate?.input).toEqual({ KeyId, KeySpec: 'AES_256', EncryptionContext: ofObject('a') });
  expect(decrypt?.operation).toBe('Decrypt');
  expect(Object.keys(decrypt?.input ?? {})).toEqual(['CiphertextBlob', 'EncryptionContext']);
  expect(decrypt?.input.EncryptionContext).toEqual(ofObject('a'));
});

it('asks nothing for HeadObject, but to decrypt the checksum', async () => {
  await put('a');
  bench.kms.clearCalls();
  await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  expect(calls()).toEqual([]);
  await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
  expect(calls()).toEqual([['Decrypt', ofObject('a')]]);
});

it.each([KeyId, KEY_ARN, 'alias/orders', KEY_ARN.replace(/key\/.*/, 'alias/orders')])(
  'takes the key %s',
  async (id) => {
    expect(await put('a', { SSEKMSKeyId: id })).toMatchObject({ SSEKMSKeyId: KEY_ARN });
  },
);

it('takes alias/aws/s3 where no key is named, and makes it', async () => {
  const { SSEKMSKeyId } = await put('a', { SSEKMSKeyId: undefined });
  expect(SSEKMSKeyId).toBe(bench.kms.key('alias/aws/s3').Arn);
  expect(bench.kms.key('alias/aws/s3').KeyManager).toBe('AWS');
  expect(await get('a')).toBe('abc');
});

it('aws:kms:dsse is shown as such', async () => {
  expect(await put('a', { ServerSideEncryption: 'aws:kms:dsse' })).toMatchObject({
    ServerSideEncryption: 'aws:kms:dsse',
    SSEKMSKeyId: KEY_ARN,
  });
  const got = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  expect(got.ServerSideEncryption).toBe('aws:kms:dsse');
  expect(await got.Body?.transformToString()).toBe('abc');
});

it('adds the encryption context of the request, and answers it to who wrote', async () => {
  const pairs = { tenant: 'acmé', aim: 'orders' };
  const SSEKMSEncryptionContext = Buffer.from(JSON.stringify(pairs)).toString('base64');
  const written = await put('a', { SSEKMSEncryptionContext });
  expect(written.SSEKMSEncryptionContext).toBe(SSEKMSEncryptionContext);
  expect(await get('a')).toBe('abc');
  const context = { ...pairs, ...ofObject('a') };
  expect(calls()).toEqual([
    ['GenerateDataKey', context],
    ['Decrypt', context],
  ]);
});

it('speaks in the name of the caller, as S3', async () => {
  const principal = 'arn:aws:iam::111122223333:user/ana';
  await put('a', {}, bench.client({ as: { principal } }));
  const [call] = bench.kms.calls();
  expect(call?.caller).toMatchObject({ principal, region: 'eu-west-1' });
  const [event] = await bench.kms.events();
  expect(event).toMatchObject({
    eventName: 'GenerateDataKey',
    userIdentity: { arn: principal, invokedBy: 's3.amazonaws.com' },
    sourceIPAddress: 's3.amazonaws.com',
    requestParameters: { encryptionContext: ofObject('a'), keySpec: 'AES_256' },
  });
});

it('asks in the Region for which the client signs', async () => {
  const s3 = bench.client({}, { region: 'eu-central-1' });
  const { SSEKMSKeyId } = await put('a', { SSEKMSKeyId: undefined }, s3);
  expect(SSEKMSKeyId).toMatch(/^arn:aws:kms:eu-central-1:111122223333:key\//);
  const chinese = bench.client({ region: 'cn-north-1' });
  await put('a', { SSEKMSKeyId: undefined }, chinese);
  expect(bench.kms.calls().at(-1)?.input.EncryptionContext).toEqual({ 'aws:s3:arn': `arn:aws-cn:s3:::${Bucket}/a` });
});

it('says kms:ViaService', async () => {
  const Condition = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };
  const user = 'arn:aws:iam::111122223333:user/ana';
  const policies = [
    { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition } },
  ];
  const viaS3 = await openBench({ iam: { users: { [user]: { policies } } } });
  const s3 = viaS3.client({ as: { principal: user } });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc', ...asked }));
  const elsewhere = viaS3.client({ as: { principal: user } }, { region: 'eu-central-1' });
  await expect(
    elsewhere.send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN }),
    ),
  ).rejects.toMatchObject({ name: expect.stringMatching(/^(AccessDenied|KMS\.NotFoundException)$/) });
  await viaS3.close();
});

describe('S3 Bucket Keys', () => {
  const shared = { BucketKeyEnabled: true };

  it('one data key serves all objects of a bucket, with the bucket as context', async () => {
    expect(await put('a', shared)).toMatchObject({ BucketKeyEnabled: true });
    await put('b', shared);
    expect(calls()).toEqual([['GenerateDataKey', ofBucket]]);
    bench.kms.clearCalls();
    expect(await get('a')).toBe('abc');
    expect(await get('b')).toBe('abc');
    expect(calls()).toEqual([['Decrypt', ofBucket]]);
    const head = await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(head.BucketKeyEnabled).toBe(true);
  });

  it('is one for each caller', async () => {
    await put('a', shared);
    await put('a', shared, bench.client({ as: { principal: 'arn:aws:iam::111122223333:user/ana' } }));
    expect(calls()).toEqual([
      ['GenerateDataKey', ofBucket],
      ['GenerateDataKey', ofBucket],
    ]);
  });

  it.each([
    [299, 1],
    [300, 2],
  ])('after %i seconds there were %i', async (seconds, count) => {
    bench.kms.clock.set('2026-01-01');
    await put('a', shared);
    bench.kms.clock.advance({ seconds });
    await put('a', shared);
    expect(bench.kms.countSends('GenerateDataKey')).toBe(count);
  });

  it('is another after reset()', async () => {
    await put('a', shared);
    bench.kms.reset();
    await put('a', shared);
    expect(await get('a')).toBe('abc');
    expect(bench.kms.countSends('GenerateDataKey')).toBe(1);
  });

  it('is not kept where it was refused', async () => {
    bench.kms.faults.add({ operation: 'GenerateDataKey', error: 'DisabledException', times: 1 });
    await expect(put('a', shared)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
    await put('a', shared);
    expect(bench.kms.countSends('GenerateDataKey')).toBe(2);
  });

  it('DSSE-KMS has none', async () => {
    const written = await put('a', { ...shared, ServerSideEncryption: 'aws:kms:dsse' });
    expect(written.BucketKeyEnabled).toBeUndefined();
    expect(calls()).toEqual([['GenerateDataKey', ofObject('a')]]);
  });
});
