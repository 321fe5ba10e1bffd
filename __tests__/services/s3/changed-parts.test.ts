import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { HEAD_LENGTH, sealedLength } from '../../../src/services/s3/part-head.js';
import { type Bench, Bucket, openBench, pattern } from './support.js';

const LENGTHS = [70_000, 70_000, 100];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Uploads an object in parts, and stores what becomes of them. */
async function store(Key: string, change: (parts: readonly Buffer[]) => readonly Buffer[]): Promise<void> {
  const { UploadId } = await bench.s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ServerSideEncryption: 'aws:kms' }),
  );
  const Parts = [];
  for (const [at, length] of LENGTHS.entries()) {
    const part = { Bucket, Key, UploadId, PartNumber: at + 1, Body: pattern(length, at) };
    const { ETag } = await bench.s3.send(new UploadPartCommand(part));
    Parts.push({ PartNumber: at + 1, ETag });
  }
  await bench.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  const object = bench.server.store.object(Bucket, Key);
  let end = 0;
  const parts = LENGTHS.map((length) => {
    const begin = end;
    end += HEAD_LENGTH + sealedLength(length);
    return object.bytes.subarray(begin, end);
  });
  expect(end).toBe(object.bytes.length);
  bench.server.store.bucket(Bucket).objects.set(Key, { ...object, bytes: Buffer.concat(change(parts)) });
}

it.each<[string, string, (parts: readonly Buffer[]) => readonly Buffer[]]>([
  ['parts that changed places', 'has its parts in another order', ([a, b, c]) => [b, a, c] as Buffer[]],
  ['a part that is there twice', 'has its parts in another order', ([a, , c]) => [a, a, c] as Buffer[]],
  ['that all parts are gone', 'is shorter than it was', () => []],
  ['a head that is cut', 'is shorter than it was', ([a, b, c]) => [a, b, c?.subarray(0, 7)] as Buffer[]],
])('notices %s', async (name, what, change) => {
  await store(name, change);
  for (const Range of [undefined, 'bytes=0-9']) {
    await expect(bench.s3.send(new GetObjectCommand({ Bucket, Key: name, Range }))).rejects.toThrow(
      `[localkms] an object of S3 ${what}: it was changed where it is stored`,
    );
  }
});
