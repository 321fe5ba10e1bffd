import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.js';

/** A body as it is stored, and the checksums that were sent for it, by header. */
export interface Body {
  readonly bytes: Buffer;
  readonly checksums: Readonly<Record<string, string>>;
}

const CHECKSUMS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  'x-amz-checksum-crc32': (bytes) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(crc32(bytes));
    return four.toString('base64');
  },
  'x-amz-checksum-sha1': (bytes) => createHash('sha1').update(bytes).digest('base64'),
  'x-amz-checksum-sha256': (bytes) => createHash('sha256').update(bytes).digest('base64'),
};

/** Reads a request's body, out of the chunks of `aws-chunked` where it is sent so, and checks its checksums. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const sent = Buffer.concat(pieces);
  const { bytes, trailers } = chunked(request) ? readChunks(sent) : { bytes: sent, trailers: {} };
  const given: Record<string, unknown> = { ...request.headers, ...trailers };
  const checksums: Record<string, string> = {};
  for (const [header, compute] of Object.entries(CHECKSUMS)) {
    const value = given[header];
    if (typeof value !== 'string') continue;
    if (value !== compute(bytes)) throw new S3Error(400, 'BadDigest', `The ${header} you specified did not match`);
    checksums[header] = value;
  }
  return { bytes, checksums };
}

function chunked({ headers }: IncomingMessage): boolean {
  return String(headers['x-amz-content-sha256']).startsWith('STREAMING-');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
function readChunks(sent: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = sent.indexOf('\r\n', at);
    const size = Number.parseInt(sent.toString('latin1', at, end), 16);
    if (end < 0 || Number.isNaN(size)) throw new S3Error(400, 'IncompleteBody', 'The chunks of the body do not end');
    at = end + 2;
    if (size === 0) break;
    chunks.push(sent.subarray(at, at + size));
    at += size + 2;
  }
  const lines = sent.toString('latin1', at).split('\r\n').filter(Boolean);
  const trailers = Object.fromEntries(lines.map((line) => line.split(/:\s*(.*)/s, 2)));
  const bytes = Buffer.concat(chunks);
  return { bytes, trailers };
}
