import type { IncomingHttpHeaders } from 'node:http';
import type { Body } from './body.js';
import type { Answer, Asked } from './exchange.js';
import { noSuchKey, preconditionFailed, S3Error } from './s3-error.js';
import { type Store, type StoredObject, storedObject } from './store.js';
import { element } from './xml.js';

const KEPT = /^(x-amz-meta-.*|content-type|cache-control|content-disposition|content-language|expires)$/;

/** The headers of a request that come back with the object. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT.test(name));
  const encoding = headers['content-encoding']?.split(/,\s*/).filter((word) => word !== 'aws-chunked') ?? [];
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    ...(encoding.length > 0 && { 'content-encoding': encoding.join(',') }),
  };
}

export function putObject(store: Store, { bucket, key, headers }: Asked, body: Body): Answer {
  const { objects } = store.bucket(bucket);
  const there = objects.get(key);
  if (headers['if-none-match'] === '*' && there) throw preconditionFailed();
  if (headers['if-match'] && headers['if-match'] !== there?.etag) throw there ? preconditionFailed() : noSuchKey();
  const object = storedObject(body, keptHeaders(headers));
  objects.set(key, object);
  return { status: 200, headers: { etag: object.etag, ...object.checksums } };
}

/** GetObject and HeadObject: node:http leaves the body out for HEAD. */
export function getObject(store: Store, { bucket, key, headers }: Asked): Answer {
  const object = store.object(bucket, key);
  if (headers['if-match'] && headers['if-match'] !== object.etag) throw preconditionFailed();
  if (headers['if-none-match'] === object.etag) return { status: 304, headers: { etag: object.etag } };
  const shown = {
    ...object.headers,
    etag: object.etag,
    'accept-ranges': 'bytes',
    'last-modified': object.modified.toUTCString(),
  };
  if (headers.range) {
    const [first, last] = readRange(headers.range, object.bytes.length);
    const range = `bytes ${first}-${last}/${object.bytes.length}`;
    return { status: 206, headers: { ...shown, 'content-range': range }, body: object.bytes.subarray(first, last + 1) };
  }
  const checksums = headers['x-amz-checksum-mode'] === 'ENABLED' ? object.checksums : {};
  return { status: 200, headers: { ...shown, ...checksums }, body: object.bytes };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2: `0-9`, `9-`, `-10`. */
function readRange(header: string, length: number): [first: number, last: number] {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const first = from === '' ? Math.max(length - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (first > last) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return [first, last];
}

/** The object that a copy is made of, or its part in `x-amz-copy-source-range`. */
export function copySource(store: Store, headers: IncomingHttpHeaders): StoredObject {
  const source = decodeURIComponent(String(headers['x-amz-copy-source'])).replace(/^\//, '');
  const slash = source.indexOf('/');
  const object = store.object(source.slice(0, slash), source.slice(slash + 1));
  const match = headers['x-amz-copy-source-if-match'];
  if (match && match !== object.etag) throw preconditionFailed();
  const range = headers['x-amz-copy-source-range'];
  if (typeof range !== 'string') return object;
  const [first, last] = readRange(range, object.bytes.length);
  return { ...object, bytes: object.bytes.subarray(first, last + 1), checksums: {} };
}

export function copyObject(store: Store, { bucket, key, headers }: Asked): Answer {
  const source = copySource(store, headers);
  const replace = headers['x-amz-metadata-directive'] === 'REPLACE';
  const object = storedObject(source, replace ? keptHeaders(headers) : source.headers);
  store.bucket(bucket).objects.set(key, object);
  const told = element('LastModified', object.modified.toISOString()) + element('ETag', object.etag);
  return { status: 200, body: element('CopyObjectResult', told) };
}

export function listObjects(store: Store, { bucket, query }: Asked): Answer {
  const { objects } = store.bucket(bucket);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter');
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Number(query.get('max-keys') ?? 1000);
  const shown = new Map<string, string>();
  let last = '';
  let truncated = false;
  for (const [key, object] of [...objects].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!key.startsWith(prefix) || key <= after) continue;
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const name = cut < 0 ? key : key.slice(0, cut + 1);
    if (!shown.has(name) && shown.size === most) {
      truncated = true;
      break;
    }
    shown.set(
      name,
      cut < 0 ? element('Contents', contents(key, object)) : element('CommonPrefixes', element('Prefix', name)),
    );
    last = key;
  }
  const counts = element('KeyCount', shown.size) + element('MaxKeys', most) + element('IsTruncated', String(truncated));
  const next = truncated ? element('NextContinuationToken', last) : '';
  const names = element('Name', bucket) + element('Prefix', prefix);
  return { status: 200, body: element('ListBucketResult', names + counts + next + [...shown.values()].join('')) };
}

function contents(key: string, { bytes, etag, modified }: StoredObject): string {
  const told = element('Key', key) + element('LastModified', modified.toISOString());
  return `${told}${element('ETag', etag)}${element('Size', bytes.length)}${element('StorageClass', 'STANDARD')}`;
}
