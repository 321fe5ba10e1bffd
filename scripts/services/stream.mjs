// Streams an object of many megabytes through `s3Encryption` to another process and back, and prints how much memory that
// took: `node --expose-gc scripts/services/stream.mjs 1024`. Fails where it grows with the object.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localKms } from 'localkms';
import { s3Encryption } from 'localkms/services';
import { startKeeper } from './start-keeper.mjs';

const MEGABYTE = 1024 * 1024;
const megabytes = Number(process.argv[2] ?? 64);
/** What streams, sockets and the garbage of a few frames may take, however long the object is. */
const MAY_GROW = 48;

const keeper = await startKeeper();
const kms = localKms({ keys: [{ Alias: 'alias/orders' }] });
const s3 = new S3Client({
  endpoint: keeper.url,
  region: 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
s3.middlewareStack.use(s3Encryption(kms));

let peak = 0;
function look() {
  peak = Math.max(peak, process.memoryUsage.rss());
}

/** Other bytes in each megabyte, and a digest of all. */
function source(count, digest) {
  return Readable.from(
    (function* () {
      for (let number = 0; number < count; number++) {
        const piece = Buffer.alloc(MEGABYTE, `${number}.`);
        digest.update(piece);
        if (number % 8 === 0) look();
        yield piece;
      }
    })(),
    { objectMode: false },
  );
}

async function thereAndBack(count) {
  const [written, read] = [createHash('sha256'), createHash('sha256')];
  const object = { Bucket: 'orders', Key: `${count}` };
  const Body = source(count, written);
  const asking = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/orders' };
  await s3.send(new PutObjectCommand({ ...object, ...asking, Body, ContentLength: count * MEGABYTE }));
  const { Body: stored } = await s3.send(new GetObjectCommand(object));
  for await (const piece of stored) {
    read.update(piece);
    look();
  }
  assert.equal(read.digest('hex'), written.digest('hex'));
}

// What is loaded, compiled and pooled once does not count.
await thereAndBack(16);
globalThis.gc?.();
const before = process.memoryUsage.rss();
peak = before;
const start = performance.now();
await thereAndBack(megabytes);
const seconds = (performance.now() - start) / 1000;
const grown = (peak - before) / MEGABYTE;
console.log(
  `${megabytes} MB written and read in ${seconds.toFixed(1)} s; resident memory ${(before / MEGABYTE).toFixed(0)} MB before, ` +
    `${(peak / MEGABYTE).toFixed(0)} MB at most`,
);
assert.ok(grown < MAY_GROW, `resident memory grew by ${grown.toFixed(0)} MB, more than ${MAY_GROW}`);
keeper.stop();
process.exit();
