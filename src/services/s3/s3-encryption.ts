import type { World } from '../../contract/world.js';
import type { LocalKms } from '../../local-kms.js';
import { anything, type Check, members } from '../../options/checks.js';
import { type CallerPlaceOptions, region as checkRegion } from '../../options/options.js';
import { regionOfEnvironment } from '../../runtime/environment.js';
import { behindHandle } from '../../world/handle.js';
import { type BucketKeys, dataKeys } from './data-keys.js';
import type { Layouts } from './layout.js';
import { addToStack, type S3Stack } from './middleware.js';
import type { BucketDefaults } from './sse-settings.js';

/** Options of `s3Encryption`. */
export interface S3EncryptionOptions {
  /** Who sends the requests to S3: S3 asks AWS KMS in this name. Default: whoever calls in the world of `localKms()`. */
  readonly as?: Omit<CallerPlaceOptions, 'region' | 'via' | 'service'>;
  /** The Region of the buckets. Default: the one for which the client signs; before client-s3 3.300 `AWS_REGION`. */
  readonly region?: string;
}

/** What `s3.middlewareStack.use()` takes. */
export interface S3Plugin {
  /** Called by the SDK. A typed stack would not compile where two versions of the SDK's types meet, hence `any`. */
  // biome-ignore lint/suspicious/noExplicitAny: the one type that every version of the SDK's stack is assignable to
  readonly applyToStack: (stack: any) => void;
}

const checkOptions: Check = members<S3EncryptionOptions>({
  // The world checks who calls.
  as: anything,
  region: checkRegion,
});

/** What S3 keeps for a world, whichever client asks. */
interface Kept {
  readonly defaults: BucketDefaults;
  readonly bucketKeys: BucketKeys;
  readonly layouts: Layouts;
}

const keptFor = new WeakMap<World, Kept>();

function keptOf(world: World): Kept {
  const kept = keptFor.get(world) ?? { defaults: new Map(), bucketKeys: new Map(), layouts: new Map() };
  keptFor.set(world, kept);
  return kept;
}

/**
 * Gives an `S3Client` the part of S3 that has to do with AWS KMS: `ServerSideEncryption: 'aws:kms'`, the default encryption
 * of buckets and S3 Bucket Keys, by keys of this world. Objects are encrypted on their way to whatever stores them (moto,
 * MinIO, a fake), and S3 asks AWS KMS for their data keys in the name of the caller: calls, events, policies and faults of
 * the world are as with S3. Presigned URLs do not pass through the client, and are not covered.
 *
 * @example
 * const kms = localKms({ keys: [{ Alias: 'alias/orders' }] });
 * const s3 = new S3Client({ endpoint: 'http://127.0.0.1:9000', forcePathStyle: true });
 * s3.middlewareStack.use(s3Encryption(kms));
 * await s3.send(
 *   new PutObjectCommand({ Bucket, Key, Body, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/orders' }),
 * );
 *
 * @throws TypeError for what `localKms()` did not give, or an option that cannot be
 */
export function s3Encryption(kms: LocalKms, options: S3EncryptionOptions = {}): S3Plugin {
  const { world, callerFor, newRequestId } = behindHandle(kms);
  checkOptions(options, 'options');
  const callerIn = callerFor({ ...options.as, via: 's3' }, 'options.as');
  const { defaults, bucketKeys, layouts } = keptOf(world);
  return {
    applyToStack: (stack: S3Stack) =>
      addToStack(stack, {
        newRequestId,
        surroundings({ signing_region, __smithy_context }) {
          const caller = callerIn(options.region ?? signing_region ?? regionOfEnvironment());
          const signal = __smithy_context?.abortSignal;
          return { keys: dataKeys({ world, caller, signal, newRequestId }, bucketKeys), defaults, layouts };
        },
      }),
  };
}
