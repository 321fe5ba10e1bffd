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
import { asked, KEY_ARN, longText, SSE_KMS, storeOfTests } from './store.js';

const MEGABYTE = 1024 * 1024;
/** All parts but the last have 5 MB at least. */
const PART = 5 * MEGABYTE;
const text = longText(PART + 1000);

const store = storeOfTests();
const { Bucket } = store;

const shown = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN };

async function upload(s3: S3Client, Key: string, pieces: readonly string[]) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...SSE_KMS }));
  const Parts = [];
  for (const [index, Body] of pieces.entries()) {
    const PartNumber = index + 1;
    const part = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    expect(part).toMatchObject(shown);
    Parts.push({ PartNumber, ETag: part.ETag });
  }
  const { Parts: listed } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  expect(listed).toMatchObject(Parts);
  expect(listed?.map(({ Size }) => Size)).toEqual(pieces.map(({ length }) => length));
  const MultipartUpload = { Parts };
  return s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}

async function get(s3: S3Client, Key: string, more: { Range?: string; PartNumber?: number } = {}) {
  const { Body, ...told } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...told, text: await Body?.transformToString() };
}

it('encrypts each part under the data key of the upload', async () => {
  const { kms, s3 } = store.world();
  const pieces = [text.slice(0, PART), text.slice(PART)];
  expect(await upload(s3, 'parts', pieces)).toMatchObject(shown);
  expect(asked(kms).map(([operation]) => operation)).toEqual(['GenerateDataKey', 'Decrypt', 'Decrypt', 'Decrypt']);
  const context = { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/parts` };
  for (const [, EncryptionContext] of asked(kms)) expect(EncryptionContext).toEqual(context);

  const whole = await get(s3, 'parts');
  expect(whole.text === text).toBe(true);
  expect(whole).toMatchObject({ ...shown, ContentLength: text.length });
  expect(await store.kept('parts')).not.toContain(text.slice(1000, 1100));

  const across = await get(s3, 'parts', { Range: `bytes=${PART - 10}-${PART + 9}` });
  expect(across.text).toBe(text.slice(PART - 10, PART + 10));
  expect(across.ContentRange).toBe(`bytes ${PART - 10}-${PART + 9}/${text.length}`);
  expect((await get(s3, 'parts', { Range: 'bytes=-5' })).text).toBe(text.slice(-5));
  expect((await get(s3, 'parts', { PartNumber: 2 })).text).toBe(text.slice(PART));
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'parts' }));
  expect(head).toMatchObject({ ...shown, ContentLength: text.length });
});

it('copies a range of an object into a part', async () => {
  const { s3 } = store.world();
  await upload(s3, 'source', [text]);
  const Key = 'of-copies';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...SSE_KMS }));
  const part = { Bucket, Key, UploadId, PartNumber: 1, CopySource: `${Bucket}/source`, CopySourceRange: 'bytes=10-99' };
  const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(part));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
  expect((await get(s3, Key)).text).toBe(text.slice(10, 100));
});

it('gives up an upload', async () => {
  const { s3 } = store.world();
  const asking = { Bucket, Key: 'given-up' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...asking, ...SSE_KMS }));
  await s3.send(new UploadPartCommand({ ...asking, UploadId, PartNumber: 1, Body: 'x' }));
  await s3.send(new AbortMultipartUploadCommand({ ...asking, UploadId }));
  await expect(s3.send(new ListPartsCommand({ ...asking, UploadId }))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

describe('Upload of @aws-sdk/lib-storage', () => {
  const bytes = Buffer.from(longText(12 * MEGABYTE));

  it.each([
    ['bytes', () => bytes],
    ['a stream of unknown length', () => Readable.from(piecesOf(bytes))],
    ['a stream that fits into one part', () => Readable.from([bytes.subarray(0, MEGABYTE)])],
  ])('uploads %s', async (_, body) => {
    const { s3 } = store.world();
    const Key = 'big';
    const done = await new Upload({ client: s3, params: { Bucket, Key, Body: body(), ...SSE_KMS } }).done();
    expect(done).toMatchObject({ Bucket, Key, ...shown });
    const { text: read = '', ...told } = await get(s3, Key);
    expect(bytes.subarray(0, read.length).equals(Buffer.from(read))).toBe(true);
    expect(told).toMatchObject({ ...shown, ContentLength: read.length });
    expect([MEGABYTE, bytes.length]).toContain(read.length);
    expect(await store.kept(Key)).not.toContain(bytes.toString('latin1', 0, 100));
  });
});

function* piecesOf(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}
