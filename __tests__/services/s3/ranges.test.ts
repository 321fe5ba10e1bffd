import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { repeated } from '../../support/property-runs.js';
import { type Bench, Bucket, openBench, pattern, readBody } from './support.js';

const FRAME = 64 * 1024;
const LENGTH = 3 * FRAME + 100;
const Key = 'ranged';
const bytes = Buffer.from(pattern(LENGTH));

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await bench.s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes, ServerSideEncryption: 'aws:kms' }));
  await bench.s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '', ServerSideEncryption: 'aws:kms' }));
});
afterAll(() => bench.close());

const get = async (Range: string, key = Key) => bench.s3.send(new GetObjectCommand({ Bucket, Key: key, Range }));

it.each([
  ['bytes=0-0', 0, 0],
  ['bytes=0-9', 0, 9],
  [`bytes=${FRAME - 1}-${FRAME}`, FRAME - 1, FRAME],
  [`bytes=${FRAME}-${2 * FRAME - 1}`, FRAME, 2 * FRAME - 1],
  [`bytes=${3 * FRAME}-`, 3 * FRAME, LENGTH - 1],
  ['bytes=0-', 0, LENGTH - 1],
  ['bytes=-1', LENGTH - 1, LENGTH - 1],
  [`bytes=-${2 * LENGTH}`, 0, LENGTH - 1],
  [`bytes=5-${2 * LENGTH}`, 5, LENGTH - 1],
])('answers the range %s', async (range, first, last) => {
  const { Body, ContentRange, ContentLength, $metadata } = await get(range);
  expect({ ContentRange, ContentLength, status: $metadata.httpStatusCode }).toEqual({
    ContentRange: `bytes ${first}-${last}/${LENGTH}`,
    ContentLength: last - first + 1,
    status: 206,
  });
  expect((await readBody(Body)).equals(bytes.subarray(first, last + 1))).toBe(true);
});

it('answers any range', async () => {
  const place = fc.integer({ min: 0, max: LENGTH - 1 });
  await fc.assert(
    fc.asyncProperty(place, place, async (one, other) => {
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      const { Body } = await get(`bytes=${first}-${last}`);
      expect((await readBody(Body)).equals(bytes.subarray(first, last + 1))).toBe(true);
    }),
    { numRuns: 25, ...repeated() },
  );
});

it('opens only the frames of the range', async () => {
  bench.server.requests.length = 0;
  await get(`bytes=${FRAME}-${FRAME}`);
  const asked = bench.server.requests.map(({ method, headers }) => [method, headers.range]);
  expect(asked).toEqual([
    ['HEAD', undefined],
    ['GET', `bytes=${FRAME + 16}-${2 * (FRAME + 16) - 1}`],
  ]);
});

it.each(['bytes=a-b', 'bytes=1-2,4-5', 'frames=1-2'])('takes %s for the whole object', async (range) => {
  const { Body, ContentRange, $metadata } = await get(range);
  expect([$metadata.httpStatusCode, ContentRange]).toEqual([200, undefined]);
  expect((await readBody(Body)).equals(bytes)).toBe(true);
});

it.each([
  [`bytes=${LENGTH}-`, Key],
  ['bytes=2-1', Key],
  ['bytes=-0', Key],
  ['bytes=0-', 'empty'],
])('refuses %s of %s', async (range, key) => {
  await expect(get(range, key)).rejects.toMatchObject({
    name: 'InvalidRange',
    message: 'The requested range is not satisfiable',
    $metadata: { httpStatusCode: 416 },
  });
});

it('HeadObject tells of ranges', async () => {
  const head = await bench.s3.send(new HeadObjectCommand({ Bucket, Key, Range: 'bytes=1-2' }));
  expect([head.$metadata.httpStatusCode, head.ContentLength]).toEqual([206, 2]);
});

it('the only part of an object that was put is all of it', async () => {
  const { Body, ContentRange } = await bench.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 1 }));
  expect(ContentRange).toBe(`bytes 0-${LENGTH - 1}/${LENGTH}`);
  expect((await readBody(Body)).equals(bytes)).toBe(true);
  await expect(bench.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }))).rejects.toMatchObject({
    name: 'InvalidPartNumber',
    $metadata: { httpStatusCode: 416 },
  });
});

it('reads anew what another wrote in between', async () => {
  const s3 = bench.client();
  let isWritten = false;
  s3.middlewareStack.add(
    (next) => async (args) => {
      const { method } = args.request as { method: string };
      if (method === 'GET' && !isWritten) {
        isWritten = true;
        await bench.s3.send(
          new PutObjectCommand({ Bucket, Key: 'race', Body: pattern(5000, 7), ServerSideEncryption: 'aws:kms' }),
        );
      }
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  await bench.s3.send(
    new PutObjectCommand({ Bucket, Key: 'race', Body: pattern(5000), ServerSideEncryption: 'aws:kms' }),
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'race', Range: 'bytes=0-9' }));
  expect(await readBody(Body)).toEqual(Buffer.from(pattern(10, 7)));
});

it.each([
  ['IfMatch', 412],
  ['IfNoneMatch', 304],
])('answers %s as S3 does, and asks AWS KMS for nothing', async (condition, status) => {
  const { ETag } = await bench.s3.send(new HeadObjectCommand({ Bucket, Key }));
  bench.kms.clearCalls();
  const input = { Bucket, Key, [condition]: status === 412 ? '"other"' : ETag };
  for (const Range of [undefined, 'bytes=0-9']) {
    const command = () => new GetObjectCommand({ ...input, Range });
    const [error, plain] = await Promise.all(
      [bench.s3, bench.plain].map((s3) => s3.send(command()).catch((error: Error) => error)),
    );
    expect(error).toEqual(plain);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: status } });
  }
  expect(bench.kms.calls()).toEqual([]);
});
