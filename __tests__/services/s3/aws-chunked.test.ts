import fc from 'fast-check';
import { unchunked } from '../../../src/services/s3/aws-chunked.js';
import { collected } from '../../../src/services/s3/bodies.js';
import { repeated } from '../../support/property-runs.js';

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

it('reads chunks and trailer, wherever the stream is cut', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 })), sizes, async (chunks, cuts) => {
      const framed = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']);
      const end = '0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
      const sent = Buffer.concat([...framed, end].map((piece) => Buffer.from(piece as string)));
      const { chunks: read, trailer } = unchunked(inPieces(sent, cuts));
      expect(Buffer.from(await collected(read)).equals(Buffer.concat(chunks))).toBe(true);
      expect(trailer()).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
    }),
    repeated(),
  );
});

it('reads chunks without a trailer', async () => {
  const { chunks, trailer } = unchunked(inPieces(Buffer.from('3\r\nabc\r\n0\r\n\r\n'), [1]));
  expect(Buffer.from(await collected(chunks)).toString()).toBe('abc');
  expect(trailer()).toEqual({});
});
