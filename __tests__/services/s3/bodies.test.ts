import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { type Bench, Bucket, openBench, pattern, readBody } from './support.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const FRAME = 64 * 1024;

async function put(
  Key: string,
  Body: PutObjectCommandInput['Body'],
  more: Partial<PutObjectCommandInput> = {},
  s3 = bench.s3,
) {
  const input: PutObjectCommandInput = { Bucket, Key, ServerSideEncryption: 'aws:kms', ...more };
  return s3.send(new PutObjectCommand(Body === undefined ? input : { ...input, Body }));
}

async function bytesOf(Key: string) {
  const { Body, ContentLength } = await bench.s3.send(new GetObjectCommand({ Bucket, Key }));
  const bytes = await Body?.transformToByteArray();
  expect(ContentLength).toBe(bytes?.length);
  return bytes;
}

/** In pieces that have nothing to do with frames. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function webStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const rest = pieces(bytes, 10_007);
  return new ReadableStream({
    pull(controller) {
      const { done, value } = rest.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

const LENGTHS = [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 17];

const KINDS: [string, (bytes: Uint8Array) => PutObjectCommandInput['Body']][] = [
  ['a Uint8Array', (bytes) => bytes],
  ['a Buffer', (bytes) => Buffer.from(bytes)],
  ['a Readable', (bytes) => Readable.from(pieces(bytes, 10_007), { objectMode: false })],
];

/** What browsers have: in Node, the SDK's own handler and checksums take none of these. */
const WEB_KINDS: typeof KINDS = [
  ['a ReadableStream', webStream],
  ['a Blob', (bytes) => new Blob([bytes as Uint8Array<ArrayBuffer>])],
];

/** Sends by Fetch, whose responses have web streams. */
const byFetch = {
  async handle({ method, hostname, port, path, query, headers, body }: Record<string, unknown>) {
    const search = new URLSearchParams(query as Record<string, string>);
    const init = { method, headers, body, duplex: 'half' } as RequestInit;
    const response = await fetch(`http://${hostname}:${port}${path}?${search}`, init);
    return {
      response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: response.body },
    };
  },
};

describe.each(KINDS)('of %s', (kind, bodyOf) => {
  it.each(LENGTHS)('%i bytes come back, with their checksum', async (length) => {
    const bytes = pattern(length);
    const Key = `${kind} ${length}`;
    const { ChecksumCRC32 } = await put(Key, bodyOf(bytes), { ContentLength: length });
    expect(Buffer.from((await bytesOf(Key)) ?? []).equals(bytes)).toBe(true);
    expect((await bench.s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(length);
    const summed = await bench.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(ChecksumCRC32).toBe(crc32Of(bytes));
    expect(summed).toMatchObject({ ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
    expect(bench.stored(Key).length).toBeGreaterThan(length);
  });
});

describe.each(WEB_KINDS)('of %s, sent by Fetch', (kind, bodyOf) => {
  it.each(LENGTHS)('%i bytes come back', async (length) => {
    const bytes = pattern(length);
    const Key = `${kind} ${length}`;
    const s3 = bench.client({}, { requestChecksumCalculation: 'WHEN_REQUIRED', requestHandler: byFetch as never });
    await put(Key, bodyOf(bytes), { ContentLength: length }, s3);
    const whole = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect((whole.Body as { locked?: unknown }).locked).toBe(false);
    expect((await readBody(whole.Body)).equals(bytes)).toBe(true);
    if (length === 0) return;
    const last = await s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=-1' }));
    expect((await readBody(last.Body)).equals(bytes.subarray(length - 1))).toBe(true);
  });
});

function crc32Of(bytes: Uint8Array): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
}

it('takes text of more than ASCII', async () => {
  await put('text', 'zwölf €');
  expect(Buffer.from((await bytesOf('text')) ?? []).toString()).toBe('zwölf €');
});

it('takes a command without a body for an empty object', async () => {
  await put('nothing', undefined);
  expect(await bytesOf('nothing')).toEqual(new Uint8Array());
});

it('keeps Content-Encoding, and stores no aws-chunked', async () => {
  const body = () => Readable.from([Buffer.from('abc')], { objectMode: false });
  await put('gzip', body(), { ContentLength: 3, ContentEncoding: 'gzip' });
  await put('none', body(), { ContentLength: 3 });
  expect((await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'gzip' }))).ContentEncoding).toBe('gzip');
  expect((await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).ContentEncoding).toBeUndefined();
});

it.each([
  ['WHEN_REQUIRED', 'WHEN_REQUIRED'],
  ['WHEN_SUPPORTED', 'WHEN_REQUIRED'],
  ['WHEN_REQUIRED', 'WHEN_SUPPORTED'],
] as const)(
  'works where checksums are made %s and checked %s',
  async (requestChecksumCalculation, responseChecksumValidation) => {
    const s3 = bench.client({}, { requestChecksumCalculation, responseChecksumValidation });
    const bytes = pattern(FRAME + 5);
    const Body = Readable.from(pieces(bytes, 777), { objectMode: false });
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'some', Body, ContentLength: bytes.length, ServerSideEncryption: 'aws:kms' }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'some' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  },
);

describe('of a large stream', () => {
  const length = 32 * 1024 * 1024;
  /** Node's streams hold some chunks on their way. */
  const FEW = 16 * FRAME;

  it('PutObject takes no more than is sent', async () => {
    let made = 0;
    let sent = 0;
    let most = 0;
    async function* zeros() {
      for (; made < length; made += FRAME) {
        most = Math.max(most, made - sent);
        yield new Uint8Array(FRAME);
      }
    }
    const requestHandler = {
      async handle({ body }: { body?: Readable }) {
        for await (const chunk of body ?? []) sent += (chunk as Buffer).length;
        return { response: { statusCode: 200, headers: {} } };
      },
    };
    const s3 = bench.client({}, { requestHandler: requestHandler as never });
    const Body = Readable.from(zeros(), { objectMode: false });
    const input = { Bucket, Key: 'large', Body, ContentLength: length, ServerSideEncryption: 'aws:kms' as const };
    await s3.send(new PutObjectCommand(input));
    expect(sent).toBeGreaterThan(length);
    expect(most).toBeLessThan(FEW);
  });

  it('GetObject reads no more than is taken', async () => {
    await put('large', new Uint8Array(length));
    const stored = bench.stored('large');
    const { headers } = bench.server.store.object(Bucket, 'large');
    let given = 0;
    function* frames() {
      for (const piece of pieces(stored, FRAME)) {
        given += piece.length;
        yield piece;
      }
    }
    const body = Readable.from(frames(), { objectMode: false });
    const requestHandler = { handle: async () => ({ response: { statusCode: 200, headers, body } }) };
    const s3 = bench.client({}, { requestHandler: requestHandler as never });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    let read = 0;
    let most = 0;
    for await (const chunk of Body as Readable) {
      read += (chunk as Buffer).length;
      most = Math.max(most, given - read);
    }
    expect(read).toBe(length);
    expect(most).toBeLessThan(FEW);
  });
});

describe('a body that is not what was said', () => {
  it.each([
    ['CRC32', { ChecksumCRC32: 'AAAAAA==' }],
    ['CRC32C', { ChecksumCRC32C: 'AAAAAA==' }],
    ['CRC64NVME', { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }],
    ['SHA1', { ChecksumSHA1: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['SHA256', { ChecksumSHA256: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
  ])('is refused by its %s, and not stored', async (name, checksum) => {
    const error = await put(`bad ${name}`, 'abc', checksum).catch((error) => error);
    expect(error).toMatchObject({
      name: 'BadDigest',
      message: `The ${name} you specified did not match the calculated checksum.`,
      $metadata: { httpStatusCode: 400 },
    });
    expect(() => bench.stored(`bad ${name}`)).toThrow('The specified key does not exist.');
  });

  it('is refused by its MD5', async () => {
    await expect(put('bad md5', 'abc', { ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' })).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The Content-MD5 you specified did not match what we received.',
    });
  });

  it('is refused when it is streamed', async () => {
    const Body = Readable.from(pieces(pattern(3 * FRAME), 999), { objectMode: false });
    const bad = { ContentLength: 3 * FRAME, ChecksumSHA256: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
    await expect(put('bad stream', Body, bad)).rejects.toMatchObject({ name: 'BadDigest' });
    expect(() => bench.stored('bad stream')).toThrow('The specified key does not exist.');
  });

  it.each([
    ['shorter', -1],
    ['longer', 1],
  ])('is refused where it is %s', async (_, by) => {
    const Body = Readable.from([Buffer.alloc(FRAME)], { objectMode: false });
    const s3 = bench.client({}, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const input = {
      Bucket,
      Key: 'other length',
      Body,
      ContentLength: FRAME - by,
      ServerSideEncryption: 'aws:kms' as const,
    };
    await expect(s3.send(new PutObjectCommand(input))).rejects.toMatchObject({ name: 'IncompleteBody' });
  });

  it('is refused where nobody tells its length', async () => {
    const s3 = bench.client({}, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const Body = Readable.from([Buffer.alloc(3)], { objectMode: false });
    const input = { Bucket, Key: 'no length', Body, ServerSideEncryption: 'aws:kms' as const };
    await expect(s3.send(new PutObjectCommand(input))).rejects.toMatchObject({
      name: 'MissingContentLength',
      message: 'You must provide the Content-Length HTTP header.',
      $metadata: { httpStatusCode: 411 },
    });
  });

  it('fails as its own stream fails', async () => {
    const broken = async function* () {
      yield new Uint8Array(10);
      throw new Error('the disk is gone');
    };
    const s3 = bench.client({}, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const Body = Readable.from(broken(), { objectMode: false });
    const input = { Bucket, Key: 'broken', Body, ContentLength: 20, ServerSideEncryption: 'aws:kms' as const };
    await expect(s3.send(new PutObjectCommand(input))).rejects.toThrow('the disk is gone');
  });
});

it('answers the checksums that were given', async () => {
  const given = { ChecksumSHA256: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' };
  expect(await put('sha256', 'abc', given)).toMatchObject(given);
  expect(await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'sha256', ChecksumMode: 'ENABLED' }))).toMatchObject(
    given,
  );
  await put('md5', 'abc', { ContentMD5: 'kAFQmDzST7DWlj99KOF/cg==' });
});
