import { fromUtf8 } from '../../bytes/utf8.js';
import { abandon, chunksOf, collected } from './bodies.js';
import { checksumHeaders, checksumIn } from './checksums.js';
import type { ObjectName } from './data-keys.js';
import { envelopeOf } from './envelope.js';
import type { Exchange } from './exchange.js';
import { getObject } from './get-object.js';
import { putObject } from './put-object.js';
import { invalidArgument, S3Refusal } from './refusal.js';
import { isSseHeader, settingsOf } from './sse.js';
import { type Headers, type S3Request, type S3Response, succeeded, without, withQuery } from './wire.js';
import { element, leaf, textsIn, xmlResponse } from './xml.js';

/** Reads the source and writes it anew, for only its reader knows its key; what has nothing to do with keys S3 copies itself. */
export async function copyObject(exchange: Exchange): Promise<S3Response> {
  const source = sourceOf(exchange);
  const settings = settingsOf(exchange);
  if (settings === undefined && !(await isEncryptedHere(source))) return exchange.send(exchange.request);
  refuseIllegalCopy(exchange, source);
  const read = await getObject(source);
  if (!succeeded(read)) return read.statusCode === 304 ? preconditionFailed() : read;
  try {
    const headers = await headersOfCopy(exchange.request.headers, read.headers, source);
    const written = await putObject({ ...exchange, request: { ...exchange.request, headers, body: read.body } });
    return succeeded(written) ? copyResponse('CopyObjectResult', written, read.headers) : written;
  } finally {
    // It is read to its end, or nobody reads it.
    await abandon(read.body);
  }
}

/** What reads the source of a copy. */
export function sourceOf(exchange: Exchange): Exchange {
  const { request, bucket, key } = exchange;
  const [path = '', version] = (request.headers['x-amz-copy-source'] ?? '').split('?versionId=');
  const [, sourceBucket = '', sourceKey = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  const source = { bucket: sourceBucket, key: sourceKey };
  const range = request.headers['x-amz-copy-source-range'];
  const at = addressOf(request, { bucket, key }, source);
  const headers = {
    ...without(at.headers, (name) => !/^(host|user-agent|x-amz-user-agent|amz-sdk-.*|authorization)$/.test(name)),
    ...Object.fromEntries(
      Object.entries(request.headers)
        .filter(([name]) => /^x-amz-copy-source-(if-|server-side-encryption-customer-)/.test(name))
        .map(([name, value]) => [name.replace('x-amz-copy-source-', name.includes('-if-') ? '' : 'x-amz-'), value]),
    ),
    ...(range !== undefined && { range }),
    'x-amz-checksum-mode': 'ENABLED',
  };
  const { body: _, ...asked } = request;
  const read = { ...asked, ...at, method: 'GET', headers, query: version === undefined ? {} : { versionId: version } };
  return { ...exchange, ...source, request: read };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidArgument('Invalid copy source encoding');
  }
}

/** Where another object is asked for: buckets are named in the path or in the host, as the client is set. */
function addressOf(
  { hostname, path, headers }: S3Request,
  from: ObjectName,
  to: ObjectName,
): Pick<S3Request, 'hostname' | 'path' | 'headers'> {
  const inPath = `/${from.bucket}/${encodeKey(from.key)}`;
  if (path.endsWith(inPath)) {
    return { hostname, path: `${path.slice(0, -inPath.length)}/${to.bucket}/${encodeKey(to.key)}`, headers };
  }
  const inHost = (host: string) => host.replace(`${from.bucket}.`, `${to.bucket}.`);
  const host = headers.host === undefined ? {} : { host: inHost(headers.host) };
  return { hostname: inHost(hostname), path: `/${encodeKey(to.key)}`, headers: { ...headers, ...host } };
}

function encodeKey(key: string): string {
  const encode = (name: string) =>
    encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return key.split('/').map(encode).join('/');
}

async function isEncryptedHere({ request, send }: Exchange): Promise<boolean> {
  const response = await send({ ...request, method: 'HEAD' });
  return succeeded(response) && envelopeOf(response.headers) !== undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function refuseIllegalCopy({ bucket, key, request: { headers } }: Exchange, source: Exchange): void {
  const changes = Object.keys(headers).some(
    (name) => isSseHeader(name) || /^x-amz-(storage-class|website-redirect-location)$/.test(name),
  );
  const isOnItself = bucket === source.bucket && key === source.key && source.request.query.versionId === undefined;
  if (!isOnItself || changes || headers['x-amz-metadata-directive'] === 'REPLACE') return;
  throw new S3Refusal(
    400,
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

const OF_COPY = /^x-amz-(copy-source.*|metadata-directive|tagging-directive)$/;
const METADATA =
  /^(x-amz-meta-.*|content-type|cache-control|content-disposition|content-encoding|content-language|expires)$/;

/** The headers with which the copy is written. */
async function headersOfCopy(asked: Headers, read: Headers, source: Exchange): Promise<Headers> {
  const isReplaced = asked['x-amz-metadata-directive'] === 'REPLACE';
  const own = without(asked, (name) => OF_COPY.test(name) || (!isReplaced && METADATA.test(name)));
  const kept = isReplaced ? {} : without(read, (name) => !METADATA.test(name));
  return {
    ...own,
    ...kept,
    'content-length': read['content-length'] ?? '0',
    ...checksumOfCopy(asked, read),
    ...(await tagsOfCopy(asked, read, source)),
  };
}

/** That of the source, which is of the same bytes; where it is of its parts, or another is asked for, there is none. */
function checksumOfCopy(asked: Headers, read: Headers): Headers {
  const checksum = checksumIn(read);
  const isOfParts = checksum?.value.includes('-') ?? false;
  return isOfParts || 'x-amz-checksum-algorithm' in asked ? {} : checksumHeaders(checksum);
}

/** Tags come along unless they are replaced. */
async function tagsOfCopy(asked: Headers, read: Headers, { request, send }: Exchange): Promise<Headers> {
  if (asked['x-amz-tagging-directive'] === 'REPLACE' || !Number(read['x-amz-tagging-count'] ?? 0)) return {};
  const response = await send(withQuery(request, { tagging: '' }));
  const document = fromUtf8(await collected(chunksOf(response.body)));
  const values = textsIn(document, 'Value');
  const tags = textsIn(document, 'Key').map((tag, at) => [tag, values[at] ?? '']);
  return { 'x-amz-tagging': String(new URLSearchParams(tags)) };
}

/** The answer to a copy, out of the answer to its writing. */
export function copyResponse(name: string, written: S3Response, read: Headers): S3Response {
  const { etag = '', 'content-length': _, date, ...headers } = written.headers;
  const modified = new Date(date ?? Date.now()).toISOString();
  const version = read['x-amz-version-id'];
  const { header = '', value } = checksumIn(headers) ?? {};
  const checksum =
    value === undefined ? '' : leaf(`Checksum${header.replace('x-amz-checksum-', '').toUpperCase()}`, value);
  return xmlResponse(200, element(name, leaf('LastModified', modified) + leaf('ETag', etag) + checksum), {
    ...headers,
    ...(version !== undefined && { 'x-amz-copy-source-version-id': version }),
  });
}

function preconditionFailed(): S3Response {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return xmlResponse(412, element('Error', leaf('Code', 'PreconditionFailed') + leaf('Message', message)));
}
