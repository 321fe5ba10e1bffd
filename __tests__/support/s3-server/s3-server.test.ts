import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type S3Server, startS3 } from './s3-server.js';

let s3: S3Server;
let client: S3Client;
const Bucket = 'orders';

beforeAll(async () => {
  s3 = await startS3();
  client = new S3Client({
    endpoint: s3.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await s3.close();
});

const read = async (input: { Key: string; Range?: string; IfNoneMatch?: string }) => {
  const { Body, ...told } = await client.send(new GetObjectCommand({ Bucket, ...input }));
  return { ...told, text: await Body?.transformToString() };
};

it('gives back what was put, out of its chunks, with metadata and headers', async () => {
  const Key = 'a folder/ä&b.txt';
  const put = { Bucket, Key, Body: 'hello', ContentType: 'text/plain', Metadata: { tenant: 'acme' } };
  const { ETag, ChecksumCRC32 } = await client.send(new PutObjectCommand(put));
  expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  expect(await read({ Key })).toMatchObject({
    text: 'hello',
    ETag,
    ChecksumCRC32,
    ContentLength: 5,
    ContentType: 'text/plain',
    Metadata: { tenant: 'acme' },
  });
  expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: 5, ETag });
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'a folder/' }));
  expect(Contents).toMatchObject([{ Key, Size: 5, ETag }]);
});

it.each([
  ['bytes=1-2', 'el', 'bytes 1-2/5'],
  ['bytes=3-', 'lo', 'bytes 3-4/5'],
  ['bytes=-2', 'lo', 'bytes 3-4/5'],
  ['bytes=0-99', 'hello', 'bytes 0-4/5'],
])('reads the range %s', async (Range, text, ContentRange) => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'range', Body: 'hello' }));
  expect(await read({ Key: 'range', Range })).toMatchObject({ text, ContentRange });
});

it('answers with the errors of S3', async () => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'there', Body: 'hello' }));
  await expect(read({ Key: 'missing' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(read({ Key: 'there', Range: 'bytes=5-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  await expect(read({ Key: 'there', IfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 304 },
  });
  const again = new PutObjectCommand({ Bucket, Key: 'there', Body: 'x', IfNoneMatch: '*' });
  await expect(client.send(again)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  const wrong = new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'x', ChecksumCRC32: 'AAAAAA==' });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
  const elsewhere = new HeadObjectCommand({ Bucket: 'missing', Key: 'there' });
  await expect(client.send(elsewhere)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

it('copies, and deletes', async () => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'hello', Metadata: { tenant: 'acme' } }));
  await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
  expect(await read({ Key: 'to' })).toMatchObject({ text: 'hello', Metadata: { tenant: 'acme' } });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'to' }));
  await expect(read({ Key: 'to' })).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('joins the parts of an upload', async () => {
  const asked = { Bucket, Key: 'parts' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...asked, Metadata: { tenant: 'acme' } }));
  const parts = [];
  for (const [index, Body] of ['hello ', 'world'].entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...asked, UploadId, PartNumber, Body }));
    parts.push({ PartNumber, ETag });
  }
  const { Parts } = await client.send(new ListPartsCommand({ ...asked, UploadId }));
  expect(Parts).toMatchObject([
    { PartNumber: 1, Size: 6 },
    { PartNumber: 2, Size: 5 },
  ]);
  const MultipartUpload = { Parts: parts };
  const done = await client.send(new CompleteMultipartUploadCommand({ ...asked, UploadId, MultipartUpload }));
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  expect(await read({ Key: 'parts' })).toMatchObject({ text: 'hello world', Metadata: { tenant: 'acme' } });
  await expect(client.send(new ListPartsCommand({ ...asked, UploadId }))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
});

it('takes what lib-storage uploads', async () => {
  const Body = Buffer.alloc(6 * 1024 * 1024, 'localkms');
  await new Upload({ client, params: { Bucket, Key: 'big', Body } }).done();
  expect(s3.store.object(Bucket, 'big').bytes.equals(Body)).toBe(true);
  expect(s3.requests.filter(({ query }) => query.has('partNumber'))).not.toHaveLength(0);
});

it('keeps the default encryption of a bucket', async () => {
  const algorithm = async () => {
    const told = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    return told.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  };
  expect(await algorithm()).toEqual({ SSEAlgorithm: 'AES256' });
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/orders' };
  const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  expect(await algorithm()).toEqual(ApplyServerSideEncryptionByDefault);
});
