import { fromUtf8, toUtf8 } from '../../bytes/utf8.js';
import { abandon, bodyLike, chunksOf, collected } from './bodies.js';
import { isChecksumHeader } from './checksums.js';
import { copyResponse, sourceOf } from './copy-object.js';
import { type Envelope, envelopeHeader, envelopeText, readEnvelope } from './envelope.js';
import type { Exchange } from './exchange.js';
import { sealedFrames } from './frames.js';
import { getObject } from './get-object.js';
import { HEAD_LENGTH, newPartHead, plainLength, sealedLength } from './part-head.js';
import { envelopeFor, writeResponse } from './put-object.js';
import { settingsOf, sseHeaders, sseHeadersOfWrite } from './sse.js';
import { after, headersOfStored, uploadOf } from './upload.js';
import { type S3Request, type S3Response, succeeded, without, withQuery } from './wire.js';

/** Between the upload id of the store and what has to be known of the upload, so that any process can go on with it. */
const MARK = '.localkms.';

export async function createMultipartUpload(exchange: Exchange): Promise<S3Response> {
  const { request, keys, send } = exchange;
  const settings = settingsOf(exchange);
  if (settings === undefined) return send(request);
  const envelope = envelopeFor(settings, await keys.generate(exchange, settings));
  const headers = { ...headersOfStored(request.headers), ...envelopeHeader(envelope) };
  const response = await send({ ...request, headers });
  if (!succeeded(response)) return response;
  const algorithms = Object.entries(request.headers).filter(([name]) => /^x-amz-checksum-(algorithm|type)$/.test(name));
  const told = { ...sseHeadersOfWrite(envelope, request), ...Object.fromEntries(algorithms) };
  return withDocument({ ...response, headers: { ...response.headers, ...told } }, (document) =>
    document.replace('</UploadId>', `${MARK}${envelopeText(envelope)}</UploadId>`),
  );
}

export async function uploadPart(exchange: Exchange): Promise<S3Response> {
  const { request, envelope } = uploadIn(exchange.request);
  if (envelope === undefined) return exchange.send(request);
  return putPart(exchange, request, envelope);
}

async function putPart({ keys, send, ...of }: Exchange, request: S3Request, envelope: Envelope): Promise<S3Response> {
  const { crypto } = keys;
  const dataKey = await keys.decrypt(of, envelope);
  const upload = uploadOf(request);
  const head = newPartHead(crypto, Number(request.query.partNumber), upload.length);
  const length = HEAD_LENGTH + sealedLength(upload.length);
  const response = await send({
    ...request,
    headers: { ...headersOfStored(request.headers), 'content-length': String(length) },
    body: await bodyLike(request.body, after(head.bytes, sealedFrames(crypto, dataKey, head, upload.chunks))),
  });
  return writeResponse(response, envelope, request, upload.checksum());
}

export async function uploadPartCopy(exchange: Exchange): Promise<S3Response> {
  const { request, envelope } = uploadIn(exchange.request);
  const read = await getObject(sourceOf(exchange));
  if (!succeeded(read)) return read;
  try {
    const headers = {
      ...without(request.headers, (name) => name.startsWith('x-amz-copy-source')),
      'content-length': read.headers['content-length'] ?? '0',
    };
    const put = { ...request, headers, body: read.body };
    const written = envelope === undefined ? await exchange.send(put) : await putPart(exchange, put, envelope);
    return succeeded(written) ? copyResponse('CopyPartResult', written, read.headers) : written;
  } finally {
    await abandon(read.body);
  }
}

export async function completeMultipartUpload(exchange: Exchange): Promise<S3Response> {
  const { request, envelope } = uploadIn(exchange.request);
  if (envelope === undefined) return exchange.send(request);
  // S3 reads the parts before it joins them: https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key
  await exchange.keys.decrypt(exchange, envelope);
  // The checksums are those of the plaintext, which the store has not.
  const body = toUtf8(fromUtf8(await collected(chunksOf(request.body))).replace(/<(Checksum\w+)>[^<]*<\/\1>/g, ''));
  const kept = without(headersOfStored(request.headers), (name) => name === 'x-amz-mp-object-size');
  const headers = { ...kept, 'content-length': String(body.length) };
  const response = await exchange.send({ ...request, headers, body });
  if (!succeeded(response)) return response;
  const shown = { ...without(response.headers, isChecksumHeader), ...sseHeaders(envelope) };
  return withDocument({ ...response, headers: shown }, (document) =>
    document.replace(/<(Checksum\w+)>[^<]*<\/\1>/g, ''),
  );
}

export async function abortMultipartUpload({ request, send }: Exchange): Promise<S3Response> {
  return send(uploadIn(request).request);
}

export async function listParts(exchange: Exchange): Promise<S3Response> {
  const { request, envelope, id } = uploadIn(exchange.request);
  const response = await exchange.send(request);
  if (envelope === undefined || !succeeded(response)) return response;
  return withDocument(response, (document) =>
    document
      .replace(/<Size>(\d+)<\/Size>/g, (_, size) => `<Size>${plainLength(Number(size) - HEAD_LENGTH)}</Size>`)
      .replace(/<UploadId>[^<]*<\/UploadId>/, () => `<UploadId>${id}</UploadId>`),
  );
}

/** A request with the upload id of the store, and what its own upload id tells; no envelope: it is not encrypted here. */
function uploadIn(request: S3Request): {
  readonly request: S3Request;
  readonly id: string;
  readonly envelope?: Envelope;
} {
  const id = String(request.query.uploadId);
  const [uploadId, text = ''] = id.split(MARK);
  const envelope = readEnvelope(text);
  return envelope === undefined ? { request, id } : { request: withQuery(request, { uploadId }), id, envelope };
}

async function withDocument(response: S3Response, change: (document: string) => string): Promise<S3Response> {
  const body = toUtf8(change(fromUtf8(await collected(chunksOf(response.body)))));
  return { ...response, headers: { ...response.headers, 'content-length': String(body.length) }, body };
}
