import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { type Bench, Bucket, KEY_ARN, openBench, pattern, readBody } from './support.js';

const bytes = Buffer.from(pattern(200_000));
const OTHER = KEY_ARN.replace('1234abcd', '00000000');

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({
    keys: [{ KeyId: KEY_ARN.slice(-36), Alias: 'alias/orders' }, { KeyId: OTHER.slice(-36) }],
  });
  await bench.s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  await bench.s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'a (1)/ü+.bin',
      Body: bytes,
      ContentType: 'image/png',
      CacheControl: 'no-store',
      Metadata: { tenant: 'acme' },
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KEY_ARN,
    }),
  );
  bench.kms.clearCalls();
});
afterEach(() => bench.close());

const CopySource = `${Bucket}/a%20(1)/%C3%BC%2B.bin`;
const other = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: OTHER } as const;

function copy(input: Partial<CopyObjectCommandInput> = {}) {
  return bench.s3.send(new CopyObjectCommand({ Bucket: 'archive', Key: 'copy', CopySource, ...input }));
}

async function read(bucket = 'archive', Key = 'copy') {
  const got = await bench.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return { ...got, bytes: await readBody(got.Body) };
}

it('decrypts the source, and encrypts the copy by the key of the request', async () => {
  const copied = await copy(other);
  expect(copied).toMatchObject({
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: OTHER,
    CopyObjectResult: { ETag: expect.any(String), LastModified: expect.any(Date) },
  });
  expect(bench.kms.calls().map(({ operation, input }) => [operation, input.EncryptionContext])).toEqual([
    ['Decrypt', { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/a (1)/ü+.bin` }],
    ['GenerateDataKey', { 'aws:s3:arn': 'arn:aws:s3:::archive/copy' }],
  ]);
  const got = await read();
  expect(got.bytes.equals(bytes)).toBe(true);
  expect(got).toMatchObject({
    SSEKMSKeyId: OTHER,
    ContentType: 'image/png',
    CacheControl: 'no-store',
    Metadata: { tenant: 'acme' },
    ETag: copied.CopyObjectResult?.ETag,
  });
});

it('replaces metadata where it is asked to', async () => {
  await copy({ ...other, MetadataDirective: 'REPLACE', ContentType: 'text/plain', Metadata: { kind: 'copy' } });
  const head = await bench.s3.send(new HeadObjectCommand({ Bucket: 'archive', Key: 'copy' }));
  expect([head.Metadata, head.ContentType, head.CacheControl]).toEqual([{ kind: 'copy' }, 'text/plain', undefined]);
});

it('does not encrypt by AWS KMS what is not asked for', async () => {
  await copy();
  const got = await read();
  expect(got.ServerSideEncryption).toBeUndefined();
  expect(got.bytes.equals(bytes)).toBe(true);
  expect(bench.server.store.object('archive', 'copy').bytes.equals(bytes)).toBe(true);
});

it('encrypts a copy of what is not encrypted', async () => {
  await bench.plain.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'plain' }));
  await copy({ CopySource: `/${Bucket}/plain`, ...other });
  expect((await read()).bytes.toString()).toBe('plain');
  expect(bench.server.store.object('archive', 'copy').bytes.toString()).not.toContain('plain');
});

it('leaves to the store what has nothing to do with keys', async () => {
  await bench.plain.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'plain' }));
  await copy({ CopySource: `${Bucket}/plain` });
  expect(bench.server.store.object('archive', 'copy').bytes.toString()).toBe('plain');
  expect(bench.kms.calls()).toEqual([]);
});

it('copies an object onto itself under another key, and refuses what would change nothing', async () => {
  const onItself = { Bucket, Key: 'a (1)/ü+.bin' };
  await copy({ ...onItself, ...other });
  const got = await read(Bucket, 'a (1)/ü+.bin');
  expect(got.SSEKMSKeyId).toBe(OTHER);
  expect(got.bytes.equals(bytes)).toBe(true);
  await expect(copy(onItself)).rejects.toMatchObject({ name: 'InvalidRequest' });
});

it('passes conditions on', async () => {
  await expect(copy({ ...other, CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  const { ETag } = await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'a (1)/ü+.bin' }));
  await expect(copy({ ...other, CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await copy({ ...other, CopySourceIfMatch: ETag });
  await expect(copy({ ...other, CopySource: `${Bucket}/none` })).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('refuses a source that is not encoded, as S3 does', async () => {
  await expect(copy({ CopySource: `${Bucket}/100%` })).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid copy source encoding',
    $metadata: { httpStatusCode: 400 },
  });
});

it('needs the keys of both', async () => {
  bench.kms.faults.add({ operation: 'Decrypt', error: 'DisabledException', times: 1 });
  await expect(copy(other)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  bench.kms.faults.add({ operation: 'GenerateDataKey', error: 'DisabledException', times: 1 });
  await expect(copy(other)).rejects.toMatchObject({ name: 'KMS.DisabledException' });
});
