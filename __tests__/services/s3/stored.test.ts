import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { localKms } from '../../../src/index.js';
import { s3Encryption } from '../../../src/services/services.js';
import { type Bench, Bucket, openBench, pattern, readBody } from './support.js';

const FRAME = 64 * 1024;
const FRAMES = 3;
const bytes = Buffer.from(pattern(FRAMES * FRAME));

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'a',
      Body: bytes,
      ServerSideEncryption: 'aws:kms',
      Metadata: { tenant: 'acme' },
    }),
  );
});
afterEach(() => bench.close());

const read = async (s3 = bench.s3) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  return readBody(Body);
};

function change(changed: (stored: Buffer) => Buffer): void {
  const { objects } = bench.server.store.bucket(Bucket);
  const object = bench.server.store.object(Bucket, 'a');
  objects.set('a', { ...object, bytes: changed(Buffer.from(object.bytes)) });
}

it('what is stored cannot be read without the key', async () => {
  const { Body, Metadata } = await bench.plain.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  const stored = await readBody(Body);
  expect(Object.keys(Metadata ?? {}).sort()).toEqual(['localkms', 'tenant']);
  for (let at = 0; at < bytes.length; at += 4096) expect(stored.includes(bytes.subarray(at, at + 16))).toBe(false);
  const envelope = JSON.parse(Buffer.from(Metadata?.localkms ?? '', 'base64url').toString());
  expect(Object.keys(envelope).sort()).toEqual(['algorithm', 'blob', 'checksum', 'head', 'keyArn']);

  const other = bench.client();
  other.middlewareStack.remove('s3Encryption');
  other.middlewareStack.use(s3Encryption(localKms({ region: 'eu-west-1', accountId: '111122223333' })));
  await expect(read(other)).rejects.toMatchObject({ name: expect.stringMatching(/^(KMS\.|AccessDenied)/) });
});

it('is not shown as metadata', async () => {
  const { Metadata } = await bench.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  expect(Metadata).toEqual({ tenant: 'acme' });
});

it('two objects of the same bytes are stored differently', async () => {
  const before = bench.stored('a');
  await bench.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: bytes, ServerSideEncryption: 'aws:kms' }));
  expect(bench.stored('a').equals(before)).toBe(false);
});

const frame = (stored: Buffer, number: number) => stored.subarray(number * (FRAME + 16), (number + 1) * (FRAME + 16));

it.each<[string, (stored: Buffer) => Buffer, string]>([
  [
    'a changed byte',
    (stored) => {
      stored[FRAME + 100] = (stored[FRAME + 100] ?? 0) ^ 1;
      return stored;
    },
    'cannot be decrypted',
  ],
  [
    'frames in another order',
    (stored) => Buffer.concat([frame(stored, 1), frame(stored, 0), frame(stored, 2)]),
    'cannot be decrypted',
  ],
  ['a missing frame', (stored) => Buffer.concat([frame(stored, 0), frame(stored, 2)]), 'cannot be decrypted'],
  ['a missing end', (stored) => stored.subarray(0, 2 * (FRAME + 16)), 'is shorter than it was'],
])('notices %s', async (_, changed, what) => {
  change(changed);
  await expect(read()).rejects.toThrow(`[localkms] an object of S3 ${what}: it was changed where it is stored`);
});

it('leaves metadata of its name alone that a program wrote', async () => {
  for (const localkms of ['mine', 'e30', '']) {
    const input = { Bucket, Key: 'named', Body: 'abc', Metadata: { localkms } };
    await bench.s3.send(new PutObjectCommand(input));
    const { Body, Metadata } = await bench.s3.send(new GetObjectCommand({ Bucket, Key: 'named' }));
    expect(Metadata).toEqual({ localkms });
    expect(await Body?.transformToString()).toBe('abc');
  }
});

it('is bound to its bucket and key', async () => {
  const { objects } = bench.server.store.bucket(Bucket);
  objects.set('b', bench.server.store.object(Bucket, 'a'));
  await expect(bench.s3.send(new GetObjectCommand({ Bucket, Key: 'b' }))).rejects.toMatchObject({
    name: 'KMS.InvalidCiphertextException',
  });
});
