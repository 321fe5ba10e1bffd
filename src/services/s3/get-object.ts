import { abandon, bodyLike, chunksOf } from './bodies.js';
import { checksumHeaders } from './checksums.js';
import type { Exchange } from './exchange.js';
import { openedFrames } from './frames.js';
import { framesIn, type Span, storedSpan } from './layout.js';
import { spanOf, type Wanted, wantedOf } from './range.js';
import {
  checksumOf,
  headersOfPlain,
  isChecksumAside,
  isRange,
  requestOfStored,
  type StoredObject,
  storedObject,
} from './stored-object.js';
import { type Headers, type S3Request, type S3Response, succeeded, without, withQuery } from './wire.js';

/** So often an object may be written anew while it is read. */
const MOST_READS = 5;

export async function getObject(exchange: Exchange, reads = 1): Promise<S3Response> {
  const { request, keys, send } = exchange;
  const wanted = wantedOf(request);
  const whole = wholeOf(request);
  const first = await send(wanted === undefined ? whole : { ...whole, method: 'HEAD' });
  const object = await storedObject(exchange, first);
  if (object === undefined) return wanted === undefined ? first : send(request);
  try {
    const span = spanOf(wanted, object.layout);
    const dataKey = await keys.decrypt(exchange, object.envelope);
    const checksum = await checksumOf(object, wanted, async () => dataKey);
    const headers = { ...headersOf(object, wanted, span), ...checksumHeaders(checksum) };
    const stored = storedSpan(object.layout, span);
    const isHere = wanted === undefined && stored.from === 0 && !isChecksumAside(object);
    if (!isHere) await abandon(first.body);
    const { from, to } = stored;
    // Of an object without bytes there is nothing to ask for.
    const source = isHere || to === 0 ? first : await send(requestOfStored(request, object.headers, from, to));
    // Another has written it in between.
    if (source.statusCode === 412 && reads < MOST_READS) return getObject(exchange, reads + 1);
    if (!succeeded(source)) return source;
    const frames = openedFrames(
      keys.crypto,
      dataKey,
      framesIn(object.layout, span),
      chunksOf(source.body),
      isHere || isRange(source) ? from : 0,
    );
    return { statusCode: statusOf(wanted), headers, body: await bodyLike(source.body, frames) };
  } catch (error) {
    await abandon(first.body);
    throw error;
  }
}

export async function headObject(exchange: Exchange): Promise<S3Response> {
  const { request, keys, send } = exchange;
  const wanted = wantedOf(request);
  const first = await send(wholeOf(request));
  const object = await storedObject(exchange, first);
  if (object === undefined) return wanted === undefined ? first : send(request);
  const span = spanOf(wanted, object.layout);
  // Without a checksum to tell, S3 does not ask AWS KMS.
  const checksum = await checksumOf(object, wanted, () => keys.decrypt(exchange, object.envelope));
  return {
    statusCode: statusOf(wanted),
    headers: { ...headersOf(object, wanted, span), ...checksumHeaders(checksum) },
  };
}

/** The request for the whole object. */
function wholeOf(request: S3Request): S3Request {
  const headers = without(request.headers, (name) => name === 'range');
  return { ...withQuery(request, { partNumber: undefined }), headers };
}

function statusOf(wanted: Wanted): number {
  return wanted === undefined ? 200 : 206;
}

function headersOf(object: StoredObject, wanted: Wanted, { from, to }: Span): Headers {
  const { length, layout, envelope } = object;
  const ofParts = wanted !== undefined && 'part' in wanted && envelope.head === undefined;
  return {
    ...headersOfPlain(object),
    'content-length': String(to - from),
    ...(wanted !== undefined && length > 0 && { 'content-range': `bytes ${from}-${to - 1}/${length}` }),
    ...(ofParts && { 'x-amz-mp-parts-count': String(layout.length) }),
  };
}
