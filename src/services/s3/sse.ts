import { fromBase64 } from '../../bytes/base64.js';
import { fromUtf8 } from '../../bytes/utf8.js';
import type { Envelope } from './envelope.js';
import type { Exchange } from './exchange.js';
import { invalidArgument } from './refusal.js';
import { isKmsAlgorithm, type KmsAlgorithm, type SseSettings } from './sse-settings.js';
import type { Headers } from './wire.js';

const SSE = 'x-amz-server-side-encryption';
const KEY_ID = `${SSE}-aws-kms-key-id`;
const CONTEXT = `${SSE}-context`;
const BUCKET_KEY = `${SSE}-bucket-key-enabled`;

/** The headers by which S3 is asked to encrypt by a key of AWS KMS. */
export function isSseHeader(name: string): boolean {
  return [SSE, KEY_ID, CONTEXT, BUCKET_KEY].includes(name);
}

const AWS_MANAGED_KEY = 'alias/aws/s3';

/**
 * What the request asks for, else the default of its bucket; undefined where AWS KMS has no part in it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function settingsOf({ request: { headers }, bucket, defaults }: Exchange): SseSettings | undefined {
  const { [SSE]: algorithm, [KEY_ID]: keyId, [BUCKET_KEY]: bucketKey } = headers;
  if (`${SSE}-customer-algorithm` in headers) {
    if (algorithm === undefined) return undefined;
    throw invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    );
  }
  if (algorithm !== undefined && algorithm !== 'AES256' && !isKmsAlgorithm(algorithm)) {
    throw invalidArgument('The encryption method specified is not supported');
  }
  if (keyId !== undefined && !isKmsAlgorithm(algorithm)) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    );
  }
  const byDefault = defaults.get(bucket);
  const asked = { context: contextOf(headers), bucketKey: bucketKey === undefined ? undefined : bucketKey === 'true' };
  if (isKmsAlgorithm(algorithm)) {
    const shared = asked.bucketKey ?? byDefault?.bucketKey ?? false;
    return settings(algorithm, keyId, shared, asked.context);
  }
  if (algorithm !== undefined || !isKmsAlgorithm(byDefault?.algorithm)) return undefined;
  return settings(byDefault.algorithm, byDefault.keyId, asked.bucketKey ?? byDefault.bucketKey, asked.context);
}

/** DSSE-KMS has no S3 Bucket Keys: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html */
function settings(
  algorithm: KmsAlgorithm,
  keyId: string = AWS_MANAGED_KEY,
  bucketKey: boolean,
  context: SseSettings['context'],
): SseSettings {
  return { algorithm, keyId, bucketKey: bucketKey && algorithm === 'aws:kms', context };
}

function contextOf({ [CONTEXT]: header }: Headers): SseSettings['context'] {
  if (header === undefined) return {};
  try {
    const pairs: unknown = JSON.parse(fromUtf8(fromBase64(header)));
    if (isTextMap(pairs)) return pairs;
  } catch {
    // Neither base64 nor JSON: refused as all else that is no map.
  }
  throw invalidArgument(
    "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
  );
}

function isTextMap(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) => typeof item === 'string');
}

/** How S3 tells of the encryption of an object. */
export function sseHeaders({ algorithm, keyArn, bucketKey }: Envelope): Headers {
  return { [SSE]: algorithm, [KEY_ID]: keyArn, ...(bucketKey && { [BUCKET_KEY]: 'true' }) };
}

/** As it answers who writes: with the encryption context that the request had. */
export function sseHeadersOfWrite(envelope: Envelope, { headers }: { readonly headers: Headers }): Headers {
  const context = headers[CONTEXT];
  return { ...sseHeaders(envelope), ...(context !== undefined && { [CONTEXT]: context }) };
}
