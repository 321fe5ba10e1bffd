import { fromBase64 } from '../../bytes/base64.js';
import { chunksOf, collected } from './bodies.js';
import { type Checksum, isChecksumHeader } from './checksums.js';
import type { DataKey } from './data-keys.js';
import { type Envelope, envelopeOf, isOwnHeader } from './envelope.js';
import type { Exchange } from './exchange.js';
import { openValue } from './frames.js';
import { type Layout, layoutOfOne, lengthOf, readLayout } from './layout.js';
import { FOOTER } from './part-head.js';
import type { Wanted } from './range.js';
import { sseHeaders } from './sse.js';
import { type Headers, type S3Request, type S3Response, succeeded, UnreadObject, without, withQuery } from './wire.js';

/** An object that was encrypted here, as the store tells of it. */
export interface StoredObject {
  readonly exchange: Exchange;
  readonly envelope: Envelope;
  /** Those of the response to the whole of it. */
  readonly headers: Headers;
  readonly layout: Layout;
  /** Bytes of plaintext. */
  readonly length: number;
}

/** The object of a response to GET or HEAD of the whole of it; undefined where it was not encrypted here, or is not there. */
export async function storedObject(exchange: Exchange, response: S3Response): Promise<StoredObject | undefined> {
  const envelope = succeeded(response) ? envelopeOf(response.headers) : undefined;
  if (envelope === undefined) return undefined;
  const layout = await layoutOf(exchange, envelope, response.headers);
  return { exchange, envelope, headers: response.headers, layout, length: lengthOf(layout) };
}

async function layoutOf(exchange: Exchange, { head }: Envelope, headers: Headers): Promise<Layout> {
  if (head !== undefined) return layoutOfOne(head);
  const { layouts, bucket, key } = exchange;
  const id = JSON.stringify([bucket, key, headers.etag]);
  const known = layouts.get(id);
  if (known !== undefined) return known;
  const total = Number(headers['content-length']);
  const layout = await readLayout(total, (from, to) => readStored({ exchange, headers }, from, to));
  if (layouts.size >= MOST_LAYOUTS) layouts.clear();
  layouts.set(id, layout);
  return layout;
}

const MOST_LAYOUTS = 1000;

/** A request for bytes of what is stored: for the very object that the headers tell of. */
export function requestOfStored(request: S3Request, headers: Headers, from: number, to: number): S3Request {
  const kept = without(request.headers, (name) => /^(range|if-.*|x-amz-checksum-mode)$/.test(name));
  const { etag } = headers;
  return {
    ...withQuery(request, { partNumber: undefined }),
    method: 'GET',
    headers: { ...kept, range: `bytes=${from}-${to - 1}`, ...(etag !== undefined && { 'if-match': etag }) },
  };
}

/** A store that knows no ranges answers with the whole object. */
export function isRange({ statusCode }: S3Response): boolean {
  return statusCode === 206;
}

async function readStored(
  { exchange, headers }: Pick<StoredObject, 'exchange' | 'headers'>,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const response = await exchange.send(requestOfStored(exchange.request, headers, from, to));
  if (!succeeded(response)) throw new UnreadObject(response);
  const bytes = await collected(chunksOf(response.body));
  return isRange(response) ? bytes : bytes.subarray(from, to);
}

/** The checksum of the plaintext, where the request asks for it. S3 tells it of whole objects, and needs the key for it. */
export async function checksumOf(
  object: StoredObject,
  wanted: Wanted,
  key: () => Promise<DataKey>,
): Promise<Checksum | undefined> {
  const { exchange, envelope, layout, headers } = object;
  const [part] = layout;
  const isAsked = exchange.request.headers['x-amz-checksum-mode'] === 'ENABLED';
  if (!isAsked || wanted !== undefined || envelope.checksum === undefined || part === undefined) return undefined;
  const { crypto } = exchange.keys;
  const total = Number(headers['content-length']);
  const sealed =
    envelope.checksum === 'footer' ? await readStored(object, total - FOOTER, total) : fromBase64(envelope.checksum);
  // Written by `putObject`.
  return ((await openValue(crypto, await key(), part.head, sealed)) ?? undefined) as Checksum | undefined;
}

/** Whether it can be told before the body is read. */
export function isChecksumAside({ exchange, envelope }: StoredObject): boolean {
  return envelope.checksum === 'footer' && exchange.request.headers['x-amz-checksum-mode'] === 'ENABLED';
}

/** What its headers are for who reads the plaintext. */
export function headersOfPlain({ headers, envelope }: StoredObject): Headers {
  const plain = without(headers, (name) => isOwnHeader(name) || isChecksumHeader(name) || name === 'content-range');
  return { ...plain, ...sseHeaders(envelope) };
}
