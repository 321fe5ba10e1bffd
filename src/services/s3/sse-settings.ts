/** Server-side encryption by keys of AWS KMS, and that in two layers. */
export type KmsAlgorithm = 'aws:kms' | 'aws:kms:dsse';

export function isKmsAlgorithm(name: unknown): name is KmsAlgorithm {
  return name === 'aws:kms' || name === 'aws:kms:dsse';
}

/** How an object is to be encrypted. */
export interface SseSettings {
  readonly algorithm: KmsAlgorithm;
  /** In any form that AWS KMS takes. */
  readonly keyId: string;
  readonly bucketKey: boolean;
  /** What the request adds to the encryption context. */
  readonly context: Readonly<Record<string, string>>;
}

/** How objects of a bucket are encrypted where their requests do not say. */
export interface BucketDefault {
  readonly algorithm: KmsAlgorithm | 'AES256';
  readonly keyId: string | undefined;
  readonly bucketKey: boolean;
}

/** By the names of buckets. They are kept here: what stores the objects needs to know nothing of encryption. */
export type BucketDefaults = Map<string, BucketDefault>;
