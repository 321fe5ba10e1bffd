import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { asked, KEY_ARN, KeyId, longText, SSE_KMS, storeOfTests } from './store.js';

const store = storeOfTests();
const { Bucket } = store;

const put = (s3: S3Client, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: '4111 1111', ...SSE_KMS, ...more }));

async function get(s3: S3Client, Key: string, more: { Range?: string } = {}) {
  const { Body, ...told } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...told, text: await Body?.transformToString() };
}

const arnOf = (Key: string) => `arn:aws:s3:::${Bucket}/${Key}`;

it('encrypts what is kept, and reads it back', async () => {
  const { kms, s3 } = store.world();
  const Metadata = { tenant: 'acme' };
  const written = await put(s3, 'a/1.json', { Metadata, ContentType: 'application/json' });
  const shown = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN };
  expect(written).toMatchObject(shown);
  expect(written).not.toHaveProperty('BucketKeyEnabled', expect.anything());
  const told = { ...shown, ContentLength: 9, ContentType: 'application/json', Metadata, ETag: written.ETag };
  expect(await get(s3, 'a/1.json')).toMatchObject({ ...told, text: '4111 1111', ChecksumCRC32: written.ChecksumCRC32 });
  expect(await store.kept('a/1.json')).not.toContain('4111');
  const context = { 'aws:s3:arn': arnOf('a/1.json') };
  expect(asked(kms)).toEqual([
    ['GenerateDataKey', context],
    ['Decrypt', context],
  ]);
});

it('tells of an object without asking AWS KMS', async () => {
  const { kms, s3 } = store.world();
  await put(s3, 'head');
  kms.clearCalls();
  const told = await s3.send(new HeadObjectCommand({ Bucket, Key: 'head' }));
  expect(told).toMatchObject({ ContentLength: 9, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN, Metadata: {} });
  expect(asked(kms)).toEqual([]);
});

it('encrypts each object by a data key of its own', async () => {
  const { s3 } = store.world();
  await put(s3, 'same-1');
  await put(s3, 'same-2');
  expect(await store.kept('same-1')).not.toBe(await store.kept('same-2'));
});

describe('ranges', () => {
  const text = longText(300_001);

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, 300_001],
    ['bytes=-1', 300_000, 300_001],
    ['bytes=-400000', 0, 300_001],
    ['bytes=65535-65536', 65_535, 65_537],
    ['bytes=65536-131071', 65_536, 131_072],
    ['bytes=131072-', 131_072, 300_001],
    ['bytes=1-299999', 1, 300_000],
    ['bytes=299999-500000', 299_999, 300_001],
  ])('reads %s', async (Range, from, to) => {
    const { s3 } = store.world();
    await put(s3, 'range', { Body: text });
    const told = await get(s3, 'range', { Range });
    expect(told.text === text.slice(from, to)).toBe(true);
    expect(told).toMatchObject({ ContentLength: to - from, ContentRange: `bytes ${from}-${to - 1}/300001` });
    expect(told.$metadata.httpStatusCode).toBe(206);
  });

  it('refuses one behind the end', async () => {
    const { s3 } = store.world();
    await put(s3, 'range', { Body: text });
    await expect(get(s3, 'range', { Range: 'bytes=300001-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });
});

it('keeps an object of no bytes', async () => {
  const { s3 } = store.world();
  await put(s3, 'empty', { Body: '', ContentLength: 0 });
  expect(await get(s3, 'empty')).toMatchObject({ text: '', ContentLength: 0, SSEKMSKeyId: KEY_ARN });
});

it.each([
  ['its id', KeyId],
  ['its ARN', KEY_ARN],
  ['an alias', 'alias/orders'],
  ['the ARN of an alias', 'arn:aws:kms:us-east-1:111122223333:alias/orders'],
])('takes a key by %s, and tells its ARN', async (_, SSEKMSKeyId) => {
  const { s3 } = store.world();
  expect(await put(s3, 'forms', { SSEKMSKeyId })).toMatchObject({ SSEKMSKeyId: KEY_ARN });
});

it('takes the AWS managed key aws/s3 where no key is named', async () => {
  const { kms, s3 } = store.world();
  const { SSEKMSKeyId } = await put(s3, 'managed', { SSEKMSKeyId: undefined });
  expect(kms.key('alias/aws/s3')).toMatchObject({ Arn: SSEKMSKeyId, KeyManager: 'AWS' });
});

it('has nothing to do with other objects', async () => {
  const { kms, s3 } = store.world();
  await put(s3, 'other', { SSEKMSKeyId: undefined, ServerSideEncryption: undefined });
  expect(await store.kept('other')).toBe('4111 1111');
  expect(await get(s3, 'other')).toMatchObject({ text: '4111 1111' });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'other' }));
  await expect(get(s3, 'other')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(asked(kms)).toEqual([]);
});

describe('CopyObject', () => {
  const copy = (s3: S3Client, from: string, to: string, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${from}`, ...more }));

  it('decrypts the source and encrypts the copy for its own name', async () => {
    const { kms, s3 } = store.world({ keys: [{ KeyId }, { Alias: 'alias/archive' }] });
    const written = await put(s3, 'from', { Metadata: { tenant: 'acme' } });
    kms.clearCalls();
    const archive = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/archive' } as const;
    const { Arn } = kms.key('alias/archive');
    const copied = await copy(s3, 'from', 'to', archive);
    expect(copied).toMatchObject({
      ...archive,
      SSEKMSKeyId: Arn,
      CopyObjectResult: { ChecksumCRC32: written.ChecksumCRC32 },
    });
    expect(asked(kms)).toEqual([
      ['Decrypt', { 'aws:s3:arn': arnOf('from') }],
      ['GenerateDataKey', { 'aws:s3:arn': arnOf('to') }],
    ]);
    expect(await get(s3, 'to')).toMatchObject({
      text: '4111 1111',
      SSEKMSKeyId: Arn,
      Metadata: { tenant: 'acme' },
      ChecksumCRC32: written.ChecksumCRC32,
    });
    expect(await store.kept('to')).not.toContain('4111');
  });

  it('takes the default of the bucket where nothing is asked for, not that of the source', async () => {
    const { s3 } = store.world();
    await put(s3, 'from');
    await copy(s3, 'from', 'plain');
    expect(await store.kept('plain')).toBe('4111 1111');
    expect(await get(s3, 'plain')).not.toHaveProperty('SSEKMSKeyId', expect.anything());
  });

  it('encrypts a copy of what was not encrypted', async () => {
    const { s3 } = store.world();
    await put(s3, 'from', { ServerSideEncryption: undefined, SSEKMSKeyId: undefined });
    expect(await copy(s3, 'from', 'sealed', SSE_KMS)).toMatchObject({ SSEKMSKeyId: KEY_ARN });
    expect(await store.kept('sealed')).not.toContain('4111');
    expect(await get(s3, 'sealed')).toMatchObject({ text: '4111 1111' });
  });

  it('does not copy the encryption context of the source', async () => {
    const { kms, s3 } = store.world();
    const SSEKMSEncryptionContext = Buffer.from('{"tenant":"acme"}').toString('base64');
    await put(s3, 'from', { SSEKMSEncryptionContext });
    await copy(s3, 'from', 'to', SSE_KMS);
    expect(asked(kms).slice(1)).toEqual([
      ['Decrypt', { tenant: 'acme', 'aws:s3:arn': arnOf('from') }],
      ['GenerateDataKey', { 'aws:s3:arn': arnOf('to') }],
    ]);
  });
});

describe('an encryption context of one’s own', () => {
  const contextOf = (value: string) => Buffer.from(value).toString('base64');

  it('is asked for with the ARN, when written and whenever read', async () => {
    const { kms, s3 } = store.world();
    await put(s3, 'context', { SSEKMSEncryptionContext: contextOf('{"tenant":"acme"}') });
    await get(s3, 'context');
    const context = { tenant: 'acme', 'aws:s3:arn': arnOf('context') };
    expect(asked(kms)).toEqual([
      ['GenerateDataKey', context],
      ['Decrypt', context],
    ]);
  });

  it.each(['not base64!', contextOf('tenant=acme'), contextOf('["acme"]'), contextOf('{"tenant":1}')])(
    'is refused as %s',
    async (SSEKMSEncryptionContext) => {
      const { kms, s3 } = store.world();
      await expect(put(s3, 'refused', { SSEKMSEncryptionContext })).rejects.toMatchObject({
        message:
          "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
        $metadata: { httpStatusCode: 400 },
      });
      expect(asked(kms)).toEqual([]);
    },
  );
});

it('encrypts in two layers for aws:kms:dsse', async () => {
  const { kms, s3 } = store.world();
  const dsse = { ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: KEY_ARN } as const;
  expect(await put(s3, 'dsse', { ...dsse, BucketKeyEnabled: true })).toMatchObject(dsse);
  const read = await get(s3, 'dsse');
  expect(read).toMatchObject({ ...dsse, text: '4111 1111' });
  expect(read).not.toHaveProperty('BucketKeyEnabled', expect.anything());
  expect(await store.kept('dsse')).not.toContain('4111');
  expect(asked(kms)[0]).toEqual(['GenerateDataKey', { 'aws:s3:arn': arnOf('dsse') }]);
});

it('does not read what was changed on its way', async () => {
  const { s3 } = store.world();
  await put(s3, 'whole', { Body: longText(200_000) });
  const { Body, Metadata } = await store.bare.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  bytes[100_000] = (bytes[100_000] ?? 0) ^ 1;
  await store.bare.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: bytes, Metadata }));
  await expect(get(s3, 'whole')).rejects.toThrow();
});
