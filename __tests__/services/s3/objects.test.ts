import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3Encryption } from '../../../src/services/services.js';
import { type Bench, Bucket, KEY_ARN, openBench } from './support.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.kms.clearCalls());

const Key = 'a/b c.txt';
const shown = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN };

it('encrypts what PutObject brings, and GetObject gives it back', async () => {
  const put = await bench.s3.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: '4111 1111 1111 1111',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'alias/orders',
      Metadata: { tenant: 'acme' },
    }),
  );
  expect(put).toMatchObject(shown);
  expect(bench.stored(Key).toString('latin1')).not.toContain('4111');

  const got = await bench.s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(await got.Body?.transformToString()).toBe('4111 1111 1111 1111');
  const described = { ...shown, ContentLength: 19, Metadata: { tenant: 'acme' }, ETag: put.ETag };
  expect(got).toMatchObject(described);
  expect(got.Metadata).toEqual({ tenant: 'acme' });

  const head = await bench.s3.send(new HeadObjectCommand({ Bucket, Key }));
  expect(head).toMatchObject(described);
  expect(head.Metadata).toEqual({ tenant: 'acme' });
});

it('leaves alone what AWS KMS has no part in', async () => {
  await bench.s3.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'plain', ServerSideEncryption: 'AES256' }));
  expect(bench.stored('plain').toString()).toBe('plain');
  const got = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'plain' }));
  expect(await got.Body?.transformToString()).toBe('plain');
  expect(bench.kms.calls()).toEqual([]);
});

it('answers sends side by side, also where the client caches its middlewares', async () => {
  const s3 = bench.client({}, { cacheMiddleware: true });
  const keys = Array.from({ length: 20 }, (_, at) => `side/${at}`);
  await Promise.all(
    keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, ServerSideEncryption: 'aws:kms' }))),
  );
  const got = await Promise.all(
    keys.map(async (Key) => {
      const Range = Key.endsWith('1') ? 'bytes=0-' : undefined;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
      return Body?.transformToString();
    }),
  );
  expect(got).toEqual(keys);
});

it('runs once in a client, however often it is used', async () => {
  const s3 = bench.client();
  s3.middlewareStack.use(s3Encryption(bench.kms));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'abc', ServerSideEncryption: 'aws:kms' }));
  expect(bench.kms.countSends()).toBe(1);
});

it('signs what is stored', async () => {
  const sent: { headers: Record<string, string>; body: Uint8Array }[] = [];
  const requestHandler = {
    async handle(request: (typeof sent)[number]) {
      sent.push(request);
      return { response: { statusCode: 200, headers: {} } };
    },
  };
  const s3 = bench.client({}, { requestHandler: requestHandler as never });
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'abc', ServerSideEncryption: 'aws:kms' }));
  const [request] = sent;
  const hash = createHash('sha256')
    .update(request?.body ?? '')
    .digest('hex');
  expect(request?.headers['x-amz-content-sha256']).toBe(hash);
  expect(request?.headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-meta-localkms/);
  expect(Object.keys(request?.headers ?? {}).filter((name) => /server-side|checksum|md5/.test(name))).toEqual([]);
});
