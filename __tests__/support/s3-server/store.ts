import { createHash } from 'node:crypto';
import type { Body } from './body.js';
import { noSuchBucket, noSuchKey } from './s3-error.js';

/** What S3 keeps of an object: its bytes, and the headers that come back with them. */
export interface StoredObject extends Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly modified: Date;
}

export interface Bucket {
  readonly objects: Map<string, StoredObject>;
  /** The document of PutBucketEncryption. */
  encryption?: string;
}

/** A multipart upload that is under way. */
export interface Upload {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, StoredObject>;
}

export class Store {
  readonly buckets = new Map<string, Bucket>();
  readonly uploads = new Map<string, Upload>();

  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw noSuchBucket();
    return bucket;
  }

  object(bucket: string, key: string): StoredObject {
    const object = this.bucket(bucket).objects.get(key);
    if (!object) throw noSuchKey();
    return object;
  }
}

export function storedObject(body: Body, headers: StoredObject['headers'], etag = md5(body.bytes)): StoredObject {
  return { ...body, headers, etag: `"${etag}"`, modified: new Date() };
}

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
