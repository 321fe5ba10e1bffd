import { toBase64 } from '../../bytes/base64.js';
import { bodyLike } from './bodies.js';
import { type Checksum, checksumHeaders, isChecksumHeader } from './checksums.js';
import type { DataKey } from './data-keys.js';
import { type Envelope, envelopeHeader } from './envelope.js';
import type { Exchange } from './exchange.js';
import { sealedFrames, sealValue } from './frames.js';
import { FOOTER, newPartHead, sealedLength, TAG } from './part-head.js';
import { settingsOf, sseHeadersOfWrite } from './sse.js';
import type { SseSettings } from './sse-settings.js';
import { before, headersOfStored, uploadOf } from './upload.js';
import { type S3Request, type S3Response, succeeded, without } from './wire.js';

export async function putObject(exchange: Exchange): Promise<S3Response> {
  const settings = settingsOf(exchange);
  if (settings === undefined) return exchange.send(exchange.request);
  const { request, keys } = exchange;
  const { crypto } = keys;
  const upload = uploadOf(request);
  const dataKey = await keys.generate(exchange, settings);
  const head = newPartHead(crypto, 0, upload.length);
  const frames = sealedFrames(crypto, dataKey, head, upload.chunks);
  const early = upload.isLate ? undefined : upload.checksum();
  const envelope: Envelope = {
    ...envelopeFor(settings, dataKey),
    head: toBase64(head.bytes),
    ...(upload.isLate && { checksum: 'footer' }),
    ...(early && { checksum: toBase64(await sealValue(crypto, dataKey, head, early)) }),
  };
  const footer = () => sealValue(crypto, dataKey, head, upload.checksum() ?? null, FOOTER - TAG);
  const length = sealedLength(upload.length) + (upload.isLate ? FOOTER : 0);
  const response = await exchange.send({
    ...request,
    headers: { ...headersOfStored(request.headers), ...envelopeHeader(envelope), 'content-length': String(length) },
    body: await bodyLike(request.body, upload.isLate ? before(frames, footer) : frames),
  });
  return writeResponse(response, envelope, request, upload.checksum());
}

/** What is kept of how an object is encrypted. */
export function envelopeFor({ algorithm, bucketKey, context }: SseSettings, { keyArn, blob }: DataKey): Envelope {
  const hasContext = Object.keys(context).length > 0;
  return { algorithm, keyArn, blob, ...(bucketKey && { bucketKey }), ...(hasContext && { context }) };
}

/** The answer to who wrote: it tells of the plaintext. */
export function writeResponse(
  response: S3Response,
  envelope: Envelope,
  request: S3Request,
  checksum?: Checksum,
): S3Response {
  if (!succeeded(response)) return response;
  const headers = {
    ...without(response.headers, isChecksumHeader),
    ...sseHeadersOfWrite(envelope, request),
    ...checksumHeaders(checksum),
  };
  return { ...response, headers };
}
