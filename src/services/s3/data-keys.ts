import { fromBase64, toBase64 } from '../../bytes/base64.js';
import type { World } from '../../contract/world.js';
import { executeWhileWaited } from '../../engine.js';
import type { Caller } from '../../model/caller.js';
import { KmsFault } from '../../model/fault.js';
import type { CryptoBackend, KeyMaterial } from '../../ports/crypto-backend.js';
import type { Envelope } from './envelope.js';
import { internalError, kmsRefusal } from './refusal.js';
import type { SseSettings } from './sse-settings.js';

/** A data key of AES-256, as AWS KMS gave it. */
export interface DataKey {
  readonly material: KeyMaterial;
  /** Encrypted by the KMS key, in base64. */
  readonly blob: string;
  readonly keyArn: string;
}

/** An object by its names. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** Gets data keys for objects, as S3 does. */
export interface DataKeys {
  readonly crypto: CryptoBackend;
  generate(object: ObjectName, settings: SseSettings): Promise<DataKey>;
  decrypt(object: ObjectName, envelope: Envelope): Promise<DataKey>;
}

/** Who asks AWS KMS, in whose name. */
export interface KmsAsker {
  readonly world: World;
  readonly caller: Caller;
  readonly signal: AbortSignal | undefined;
  newRequestId(): string;
}

/** Data keys of buckets that S3 still has. */
export type BucketKeys = Map<string, { readonly key: Promise<DataKey>; readonly until: number }>;

/** How long S3 keeps the data key of a bucket. AWS says no more than "for a limited time". */
const BUCKET_KEY_LASTS = 5 * 60_000;

const MOST_BUCKET_KEYS = 1000;

export function dataKeys(asker: KmsAsker, bucketKeys: BucketKeys): DataKeys {
  const { world, caller } = asker;

  /** One key for each caller, so that CloudTrail shows every requester. */
  function ofBucket(names: readonly string[], get: () => Promise<DataKey>): Promise<DataKey> {
    const { principal, scope } = caller;
    const id = JSON.stringify([world.state.epoch, scope.id, principal, ...names]);
    const now = world.clock.now();
    const known = bucketKeys.get(id);
    if (known !== undefined && now < known.until) return known.key;
    const key = get();
    if (bucketKeys.size >= MOST_BUCKET_KEYS) bucketKeys.clear();
    bucketKeys.set(id, { key, until: now + BUCKET_KEY_LASTS });
    key.catch(() => bucketKeys.delete(id));
    return key;
  }

  return {
    crypto: world.crypto,
    generate(object, { keyId, bucketKey, context }) {
      const EncryptionContext = encryptionContext(caller, object, bucketKey, context);
      const get = () => ask(asker, 'GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext });
      return bucketKey ? ofBucket([object.bucket, keyId, JSON.stringify(context)], get) : get();
    },
    decrypt(object, { blob, bucketKey = false, context = {} }) {
      const EncryptionContext = encryptionContext(caller, object, bucketKey, context);
      const get = () => ask(asker, 'Decrypt', { CiphertextBlob: fromBase64(blob), EncryptionContext });
      return bucketKey ? ofBucket([object.bucket, blob], get) : get();
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context */
function encryptionContext(
  { scope: { partition } }: Caller,
  { bucket, key }: ObjectName,
  bucketKey: boolean,
  pairs: Readonly<Record<string, string>>,
): Record<string, string> {
  const ofBucket = bucket.startsWith('arn:') ? bucket : `arn:${partition}:s3:::${bucket}`;
  const ofObject = bucket.startsWith('arn:') ? `${bucket}/object/${key}` : `${ofBucket}/${key}`;
  return { ...pairs, 'aws:s3:arn': bucketKey ? ofBucket : ofObject };
}

async function ask(
  { world, caller, signal, newRequestId }: KmsAsker,
  operation: 'GenerateDataKey' | 'Decrypt',
  input: Readonly<Record<string, unknown>>,
): Promise<DataKey> {
  const requestId = newRequestId();
  try {
    const call = { operation, caller, requestId, sendId: requestId, input, attempt: 1, signal };
    // What both operations answer: an operation that succeeds has all of these.
    const output = (await executeWhileWaited(world, call)) as {
      readonly Plaintext: Uint8Array;
      readonly KeyId: string;
      readonly CiphertextBlob?: Uint8Array;
    };
    const blob = output.CiphertextBlob ?? (input.CiphertextBlob as Uint8Array);
    const material = { spec: 'SYMMETRIC_DEFAULT', form: 'secret', value: toBase64(output.Plaintext) } as const;
    return { material, blob: toBase64(blob), keyArn: output.KeyId };
  } catch (error) {
    if (error instanceof KmsFault) throw kmsRefusal(error, requestId);
    if (isNetworkError(error)) throw internalError(requestId);
    throw error;
  }
}

/** What a fault of a test throws for what happens between S3 and AWS KMS. */
function isNetworkError(error: unknown): boolean {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' || name === 'TimeoutError';
}
