import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Body, readBody } from './body.js';
import type { Answer, Asked } from './exchange.js';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './multipart.js';
import { copyObject, getObject, listObjects, putObject } from './objects.js';
import { noSuchBucket, S3Error } from './s3-error.js';
import { Store } from './store.js';

/** An S3 that keeps bytes, and knows nothing of encryption: what it stores is what a client sent. */
export interface S3Server {
  readonly url: string;
  readonly store: Store;
  /** What was asked, oldest first. */
  readonly requests: Asked[];
  close(): Promise<void>;
}

export async function startS3(): Promise<S3Server> {
  const store = new Store();
  const requests: Asked[] = [];
  const server = createServer(async (request, response) => {
    const asked = readRequest(request);
    requests.push(asked);
    const { status, headers, body = '' } = await answer(store, asked, request).catch(told);
    const type = typeof body === 'string' && body && { 'content-type': 'application/xml' };
    response.writeHead(status, {
      'x-amz-request-id': '4442587FB7D0A2F9',
      'content-length': Buffer.byteLength(body),
      ...type,
      ...headers,
    });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  async function close() {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  return { url: `http://127.0.0.1:${port}`, store, requests, close };
}

function readRequest({ method = '', url = '', headers }: IncomingMessage): Asked {
  const { pathname, searchParams: query } = new URL(url, 'http://s3');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(pathname) ?? [];
  return { method, bucket, key: decodeURIComponent(key), query, headers };
}

function told(error: unknown): Answer {
  if (error instanceof S3Error) return { status: error.status, body: error.body };
  return { status: 500, body: new S3Error(500, 'InternalError', String(error)).body };
}

async function answer(store: Store, asked: Asked, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request);
  return asked.key === '' ? ofBucket(store, asked, body) : ofObject(store, asked, body);
}

function ofBucket(store: Store, asked: Asked, body: Body): Answer {
  const { method, bucket: name, query } = asked;
  if (query.has('encryption')) return ofEncryption(store, asked, body);
  if (method === 'PUT') {
    if (!store.buckets.has(name)) store.buckets.set(name, { objects: new Map() });
    return { status: 200, headers: { location: `/${name}` } };
  }
  if (method === 'GET') return listObjects(store, asked);
  store.bucket(name);
  if (method === 'HEAD') return { status: 200 };
  if (store.bucket(name).objects.size > 0) {
    throw new S3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  store.buckets.delete(name);
  return { status: 204 };
}

/** Each bucket has a default since January 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html. */
const BY_S3 =
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>' +
  '</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>';

function ofEncryption(store: Store, { method, bucket: name }: Asked, { bytes }: Body): Answer {
  const bucket = store.bucket(name);
  if (method === 'GET') return { status: 200, body: bucket.encryption ?? BY_S3 };
  bucket.encryption = method === 'PUT' ? bytes.toString() : BY_S3;
  return { status: method === 'PUT' ? 200 : 204 };
}

function ofObject(store: Store, asked: Asked, body: Body): Answer {
  const { method, bucket, key, query, headers } = asked;
  if (!store.buckets.has(bucket)) throw noSuchBucket();
  if (method === 'POST') return query.has('uploads') ? createUpload(store, asked) : completeUpload(store, asked, body);
  if (query.has('uploadId')) {
    if (method === 'PUT') return uploadPart(store, asked, body);
    return method === 'GET' ? listParts(store, asked) : abortUpload(store, asked);
  }
  if (method === 'PUT') return headers['x-amz-copy-source'] ? copyObject(store, asked) : putObject(store, asked, body);
  if (method !== 'DELETE') return getObject(store, asked);
  store.bucket(bucket).objects.delete(key);
  return { status: 204 };
}
