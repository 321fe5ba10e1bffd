import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
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
