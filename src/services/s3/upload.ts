import { utf8Length } from '../../bytes/utf8.js';
import { unchunked } from './aws-chunked.js';
import { type Chunks, chunksOf } from './bodies.js';
import { type Checksum, checked, checksumIn } from './checksums.js';
import { S3Refusal } from './refusal.js';
import { isSseHeader } from './sse.js';
import { type Headers, type S3Request, without } from './wire.js';

/** The plaintext of a request, and what it says of itself. */
export interface Upload {
  readonly length: number;
  readonly chunks: Chunks;
  /** Known at once, or with `isLate` when all is read. */
  checksum(): Checksum | undefined;
  readonly isLate: boolean;
}

/**
 * Reads the body that the SDK made.
 * @throws S3Refusal where its length is not known
 */
export function uploadOf({ headers, body }: S3Request): Upload {
  const chunks = chunksOf(body);
  const trailing = 'x-amz-trailer' in headers;
  const length = Number(headers[trailing ? 'x-amz-decoded-content-length' : 'content-length'] ?? lengthOf(body));
  if (!Number.isSafeInteger(length)) {
    throw new S3Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (!trailing)
    return { length, chunks: checked(chunks, headers), checksum: () => checksumIn(headers), isLate: false };
  // The SDK worked it out of these very bytes.
  const { chunks: plain, trailer } = unchunked(chunks);
  return { length, chunks: plain, checksum: () => checksumIn(trailer()), isLate: true };
}

function lengthOf(body: unknown): number {
  if (body === undefined) return 0;
  if (typeof body === 'string') return utf8Length(body);
  return ArrayBuffer.isView(body) ? body.byteLength : Number.NaN;
}

const OF_PLAINTEXT =
  /^(content-md5|content-length|transfer-encoding|x-amz-(checksum-.*|sdk-checksum-algorithm|trailer|decoded-content-length|content-sha256))$/;

function isOfPlaintext(name: string): boolean {
  return OF_PLAINTEXT.test(name) || isSseHeader(name);
}

/** The headers of a request without what is said of the plaintext and its encryption: both are answered here. */
export function headersOfStored(headers: Headers): Record<string, string> {
  const { 'content-encoding': encoding, ...kept } = without(headers, isOfPlaintext);
  const encodings = encoding?.split(/\s*,\s*/).filter((name) => name !== 'aws-chunked') ?? [];
  return { ...kept, ...(encodings.length > 0 && { 'content-encoding': encodings.join(',') }) };
}

/** Chunks with bytes before them. */
export async function* after(first: Uint8Array, chunks: Chunks): Chunks {
  yield first;
  yield* chunks;
}

/** Chunks with bytes behind them, which are asked for when all others are read. */
export async function* before(chunks: Chunks, last: () => Promise<Uint8Array>): Chunks {
  yield* chunks;
  yield await last();
}
