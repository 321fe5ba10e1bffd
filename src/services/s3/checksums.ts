import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from '../../bytes/base64.js';
import type { Chunks } from './bodies.js';
import { crc, type Digest } from './crc.js';
import { S3Refusal } from './refusal.js';
import type { Headers } from './wire.js';

const PREFIX = 'x-amz-checksum-';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html; others are kept unchecked. */
const ALGORITHMS: Readonly<Record<string, () => Digest>> = {
  'content-md5': () => md5.create(),
  [`${PREFIX}md5`]: () => md5.create(),
  [`${PREFIX}crc32`]: () => crc('CRC32'),
  [`${PREFIX}crc32c`]: () => crc('CRC32C'),
  [`${PREFIX}crc64nvme`]: () => crc('CRC64NVME'),
  [`${PREFIX}sha1`]: () => sha1.create(),
  [`${PREFIX}sha256`]: () => sha256.create(),
};

/** The checksum of an object, as the header that tells it. */
export interface Checksum {
  readonly header: string;
  readonly value: string;
}

/** The one that a request or a trailer gives. */
export function checksumIn(headers: Headers): Checksum | undefined {
  const [header, value] = Object.entries(headers).find(([name]) => isChecksum(name)) ?? [];
  return header === undefined || value === undefined ? undefined : { header, value };
}

/** Whatever is said of checksums. */
export function isChecksumHeader(name: string): boolean {
  return name.startsWith(PREFIX);
}

function isChecksum(header: string): boolean {
  return isChecksumHeader(header) && !/-(algorithm|mode|type)$/.test(header);
}

/** How an answer tells it. */
export function checksumHeaders(checksum: Checksum | undefined): Headers {
  return checksum === undefined ? {} : { [checksum.header]: checksum.value, [`${PREFIX}type`]: 'FULL_OBJECT' };
}

/** The same chunks, which end with BadDigest where they are not what the headers say. */
export async function* checked(chunks: Chunks, headers: Headers): Chunks {
  const digests = Object.entries(ALGORITHMS).flatMap(([header, start]) => {
    const given = headers[header];
    return given === undefined ? [] : [{ header, given, digest: start() }];
  });
  for await (const chunk of chunks) {
    for (const { digest } of digests) digest.update(chunk);
    yield chunk;
  }
  for (const { header, given, digest } of digests) {
    if (toBase64(digest.digest()) !== given) throw badDigest(header);
  }
}

function badDigest(header: string): S3Refusal {
  const name = header === 'content-md5' ? 'Content-MD5' : header.slice(PREFIX.length).toUpperCase();
  const message =
    name === 'Content-MD5'
      ? 'The Content-MD5 you specified did not match what we received.'
      : `The ${name} you specified did not match the calculated checksum.`;
  return new S3Refusal(400, 'BadDigest', message);
}
