import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type Bench, Bucket, KEY_ARN, openBench } from './support.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

function setDefault(rule: ServerSideEncryptionRule, bucket = Bucket) {
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  return bench.s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }));
}

const byKey = (KMSMasterKeyID?: string): ServerSideEncryptionRule => ({
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
});

const put = (input: Partial<PutObjectCommandInput> = {}, s3 = bench.s3) =>
  s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc', ...input }));

it('encrypts what does not say how', async () => {
  await setDefault(byKey('alias/orders'));
  expect(await put()).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN });
  expect(bench.stored('a').toString()).not.toContain('abc');
  const { Body } = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  expect(await Body?.transformToString()).toBe('abc');
});

it('is kept for every client of the world, and not told to the store', async () => {
  await setDefault(byKey());
  expect(await put({}, bench.client())).toMatchObject({ ServerSideEncryption: 'aws:kms' });
  expect(bench.server.store.bucket(Bucket).encryption).toBeUndefined();
});

it('a request may say otherwise', async () => {
  await setDefault({ ...byKey('alias/orders'), BucketKeyEnabled: true });
  await put({ ServerSideEncryption: 'AES256' });
  expect(bench.stored('a').toString()).toBe('abc');
  // The default key is that of requests that do not name the algorithm.
  const named = await put({ ServerSideEncryption: 'aws:kms' });
  expect(named.SSEKMSKeyId).toBe(bench.kms.key('alias/aws/s3').Arn);
  expect(named.BucketKeyEnabled).toBe(true);
  expect((await put({ BucketKeyEnabled: false })).BucketKeyEnabled).toBeUndefined();
});

it('brings S3 Bucket Keys', async () => {
  await setDefault({ ...byKey('alias/orders'), BucketKeyEnabled: true });
  await put();
  await put();
  expect(bench.kms.calls().map(({ input }) => input.EncryptionContext)).toEqual([
    { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` },
  ]);
});

it('serves uploads too', async () => {
  await setDefault(byKey('alias/orders'));
  const params = { Bucket, Key: 'large', Body: Buffer.alloc(6 * 1024 * 1024) };
  expect(await new Upload({ client: bench.s3, params }).done()).toMatchObject({ SSEKMSKeyId: KEY_ARN });
});

it('is told as it was set', async () => {
  const get = async () => {
    const { ServerSideEncryptionConfiguration } = await bench.s3.send(new GetBucketEncryptionCommand({ Bucket }));
    return ServerSideEncryptionConfiguration?.Rules;
  };
  const byS3 = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }];
  expect(await get()).toEqual(byS3);
  await setDefault({ ...byKey('alias/a&b'), BucketKeyEnabled: true });
  expect(await get()).toEqual([{ ...byKey('alias/a&b'), BucketKeyEnabled: true }]);
  await setDefault({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } });
  expect(await get()).toEqual([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' }, BucketKeyEnabled: false },
  ]);
  await bench.s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
  expect(await get()).toEqual(byS3);
  await put();
  expect(bench.stored('a').toString()).toBe('abc');
});

it.each<[string, ServerSideEncryptionRule, string]>([
  [
    'a key with AES256',
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/orders' } },
    'InvalidArgument',
  ],
  ['another algorithm', { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'none' as never } }, 'MalformedXML'],
  ['no algorithm', {}, 'MalformedXML'],
])('refuses %s', async (_, rule, name) => {
  await expect(setDefault(rule)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
});

it('needs the bucket', async () => {
  await expect(setDefault(byKey(), 'none')).rejects.toMatchObject({
    name: 'NoSuchBucket',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(bench.s3.send(new DeleteBucketEncryptionCommand({ Bucket: 'none' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});
