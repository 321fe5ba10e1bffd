import { randomUUID } from 'node:crypto';
import type { Body } from './body.js';
import type { Answer, Asked } from './exchange.js';
import { copySource, keptHeaders } from './objects.js';
import { noSuchUpload, S3Error } from './s3-error.js';
import { md5, type Store, storedObject, type Upload } from './store.js';
import { element, textsOf } from './xml.js';

export function createUpload(store: Store, { bucket, key, headers }: Asked): Answer {
  store.bucket(bucket);
  const id = randomUUID();
  store.uploads.set(id, { headers: keptHeaders(headers), parts: new Map() });
  const told = element('Bucket', bucket) + element('Key', key) + element('UploadId', id);
  return { status: 200, body: element('InitiateMultipartUploadResult', told) };
}

export function uploadPart(store: Store, asked: Asked, body: Body): Answer {
  const { headers, query } = asked;
  const copied = headers['x-amz-copy-source'] !== undefined;
  const part = storedObject(copied ? copySource(store, headers) : body, {});
  uploadOf(store, asked).parts.set(Number(query.get('partNumber')), part);
  if (!copied) return { status: 200, headers: { etag: part.etag, ...part.checksums } };
  const told = element('LastModified', part.modified.toISOString()) + element('ETag', part.etag);
  return { status: 200, body: element('CopyPartResult', told) };
}

export function listParts(store: Store, asked: Asked): Answer {
  const parts = [...uploadOf(store, asked).parts].sort(([one], [other]) => one - other);
  const told = parts.map(([number, { etag, bytes, modified }]) =>
    element(
      'Part',
      element('PartNumber', number) +
        element('LastModified', modified.toISOString()) +
        element('ETag', etag) +
        element('Size', bytes.length),
    ),
  );
  return { status: 200, body: element('ListPartsResult', element('IsTruncated', 'false') + told.join('')) };
}

export function completeUpload(store: Store, asked: Asked, body: Body): Answer {
  const { bucket, key } = asked;
  const upload = uploadOf(store, asked);
  const xml = body.bytes.toString();
  const numbers = textsOf(xml, 'PartNumber').map(Number);
  const etags = textsOf(xml, 'ETag');
  const parts = numbers.map((number, index) => {
    const part = upload.parts.get(number);
    if (!part || part.etag.replaceAll('"', '') !== etags[index]?.replaceAll('"', '')) {
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    }
    return part;
  });
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const sums = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'));
  const etag = `${md5(Buffer.concat(sums))}-${parts.length}`;
  const object = storedObject({ bytes, checksums: {} }, upload.headers, etag);
  store.bucket(bucket).objects.set(key, object);
  abortUpload(store, asked);
  const told = element('Bucket', bucket) + element('Key', key) + element('ETag', object.etag);
  return { status: 200, body: element('CompleteMultipartUploadResult', told) };
}

export function abortUpload(store: Store, asked: Asked): Answer {
  uploadOf(store, asked);
  store.uploads.delete(asked.query.get('uploadId') ?? '');
  return { status: 204 };
}

function uploadOf(store: Store, { query }: Asked): Upload {
  const upload = store.uploads.get(query.get('uploadId') ?? '');
  if (!upload) throw noSuchUpload();
  return upload;
}
