import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { localKms } from '../../../src/index.js';
import { s3Encryption } from '../../../src/services/services.js';
import { type Bench, Bucket, KEY_ARN, openBench, pattern, readBody } from './support.js';

const FRAME = 64 * 1024;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.kms.clearCalls());

const shown = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN } as const;
const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/orders' } as const;

/** Uploads bytes in parts of these lengths and numbers. */
async function upload(
  Key: string,
  parts: readonly (readonly [number, Uint8Array])[],
  s3: S3Client = bench.s3,
  other = s3,
) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...asked }));
  const Parts = [];
  for (const [PartNumber, Body] of parts) {
    const { ETag } = await other.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  Parts.sort((a, b) => a.PartNumber - b.PartNumber);
  return other.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}

const LENGTHS = [FRAME + 1, 2 * FRAME, 1, 10];
const whole = Buffer.from(pattern(LENGTHS.reduce((sum, length) => sum + length)));
const parts = LENGTHS.map((length, at) => {
  const begin = LENGTHS.slice(0, at).reduce((sum, each) => sum + each, 0);
  return [2 * at + 1, whole.subarray(begin, begin + length)] as const;
});

it('joins parts, whatever their lengths and numbers', async () => {
  expect(await upload('parts', [...parts].reverse())).toMatchObject(shown);
  const got = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'parts' }));
  expect(got).toMatchObject({ ...shown, ContentLength: whole.length });
  expect((await readBody(got.Body)).equals(whole)).toBe(true);
  const head = await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'parts' }));
  expect(head).toMatchObject({ ...shown, ContentLength: whole.length, ETag: got.ETag });
});

it.each([
  [0, 0],
  [FRAME - 1, FRAME + 1],
  [FRAME, FRAME + 5],
  [FRAME + 2, 3 * FRAME],
  [3 * FRAME, 3 * FRAME + 1],
  [0, whole.length - 1],
  [3 * FRAME + 2, whole.length - 1],
])('answers the range %i to %i across parts', async (first, last) => {
  await upload('ranged', parts);
  const { Body, ContentRange } = await bench.s3.send(
    new GetObjectCommand({ Bucket, Key: 'ranged', Range: `bytes=${first}-${last}` }),
  );
  expect(ContentRange).toBe(`bytes ${first}-${last}/${whole.length}`);
  expect((await readBody(Body)).equals(whole.subarray(first, last + 1))).toBe(true);
});

it('answers a part by its number', async () => {
  await upload('numbered', parts);
  for (const [PartNumber, bytes] of parts) {
    const got = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'numbered', PartNumber }));
    expect((await readBody(got.Body)).equals(bytes)).toBe(true);
    expect(got).toMatchObject({ PartsCount: parts.length, ContentLength: bytes.length });
  }
});

it('asks AWS KMS for a data key once, and to decrypt it for each part and to join them', async () => {
  await upload('asked', parts);
  const arn = `arn:aws:s3:::${Bucket}/asked`;
  expect(bench.kms.calls().map(({ operation, input }) => [operation, input.EncryptionContext])).toEqual([
    ['GenerateDataKey', { 'aws:s3:arn': arn }],
    ...[...parts, 'to join'].map(() => ['Decrypt', { 'aws:s3:arn': arn }]),
  ]);
});

it('another process goes on with an upload, and reads the object', async () => {
  const there = localKms({ region: 'eu-west-1', accountId: '111122223333' });
  there.restore(JSON.parse(JSON.stringify(bench.kms.snapshot())));
  const s3 = bench.client();
  s3.middlewareStack.remove('s3Encryption');
  s3.middlewareStack.use(s3Encryption(there));
  await upload('shared', parts, bench.s3, s3);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'shared' }));
  expect((await readBody(Body)).equals(whole)).toBe(true);
  expect(there.countSends('Decrypt')).toBe(parts.length + 2);
});

it('tells the parts as they were uploaded', async () => {
  const Key = 'listed';
  const { UploadId } = await bench.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...asked }));
  for (const [PartNumber, Body] of parts) {
    await bench.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  }
  const { Parts } = await bench.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual(
    parts.map(([number, bytes]) => [number, bytes.length]),
  );
  await bench.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  await expect(bench.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
});

it('a part may be copied from another object', async () => {
  await upload('source', parts);
  const Key = 'copied in parts';
  const { UploadId } = await bench.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...asked }));
  const copy = { Bucket, Key, UploadId, CopySource: `${Bucket}/source`, PartNumber: 1 };
  const { CopyPartResult } = await bench.s3.send(
    new UploadPartCopyCommand({ ...copy, CopySourceRange: `bytes=10-${FRAME + 10}` }),
  );
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await bench.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  const { Body } = await bench.s3.send(new GetObjectCommand({ Bucket, Key }));
  expect((await readBody(Body)).equals(whole.subarray(10, FRAME + 11))).toBe(true);
});

describe('Upload of @aws-sdk/lib-storage', () => {
  const bytes = Buffer.from(pattern(11 * 1024 * 1024 + 13));

  it.each([
    ['bytes', () => bytes],
    ['a stream of unknown length', () => Readable.from([bytes], { objectMode: false })],
  ])('uploads %s in parts', async (kind, bodyOf) => {
    const params = { Bucket, Key: kind, Body: bodyOf(), ...asked };
    const done = await new Upload({ client: bench.s3, params }).done();
    expect(done).toMatchObject(shown);
    const { Body } = await bench.s3.send(new GetObjectCommand({ Bucket, Key: kind }));
    expect((await readBody(Body)).equals(bytes)).toBe(true);
    expect(bench.stored(kind).includes(bytes.subarray(0, 64))).toBe(false);
  });

  it('puts what is small', async () => {
    await new Upload({ client: bench.s3, params: { Bucket, Key: 'small', Body: 'small', ...asked } }).done();
    const { Body } = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'small' }));
    expect(await Body?.transformToString()).toBe('small');
  });
});

it('leaves uploads alone that AWS KMS has no part in', async () => {
  const Key = 'plain';
  const { UploadId } = await bench.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = { Bucket, Key, UploadId, PartNumber: 1 };
  const { ETag } = await bench.s3.send(new UploadPartCommand({ ...part, Body: 'plain' }));
  const Parts = [{ PartNumber: 1, ETag }];
  await bench.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  expect(bench.stored(Key).toString()).toBe('plain');
  expect(bench.kms.calls()).toEqual([]);
});
