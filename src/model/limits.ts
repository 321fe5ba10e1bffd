/**
 * Quotas and limits of AWS KMS that an operation checks itself; those that constrain a member stand in its declaration.
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export interface ResourceQuotas {
  /** Customer managed keys in any key state, per account and Region. */
  readonly keys: number;
  readonly aliasesPerKey: number;
  readonly grantsPerKey: number;
  readonly customKeyStores: number;
  readonly onDemandRotationsPerKey: number;
  readonly keyPolicyBytes: number;
  readonly tagsPerKey: number;
}

export const RESOURCE_QUOTAS: ResourceQuotas = {
  keys: 100_000,
  aliasesPerKey: 50,
  grantsPerKey: 50_000,
  customKeyStores: 10,
  onDemandRotationsPerKey: 25,
  keyPolicyBytes: 32_768,
  tagsPerKey: 50,
};

export const ENCRYPTION_CONTEXT_MAX_BYTES = 8192;

/** Of each encryption context grant constraint: its pairs, and the characters of each value. */
export const GRANT_CONSTRAINT_MAX_PAIRS = 8;
export const GRANT_CONSTRAINT_MAX_VALUE_LENGTH = 384;

export const PENDING_WINDOW_IN_DAYS: { readonly min: number; readonly max: number; readonly default: number } = {
  min: 7,
  max: 30,
  default: 30,
};

export const ROTATION_PERIOD_IN_DAYS: { readonly min: number; readonly max: number; readonly default: number } = {
  min: 90,
  max: 2560,
  default: 365,
};

/** What Encrypt takes under a symmetric key, and Sign, Verify and the MAC operations as a message. */
export const PLAINTEXT_MAX_BYTES = 4096;
export const MESSAGE_MAX_BYTES = 4096;

/** RotateKeyOnDemand is refused when an automatic rotation comes that soon. */
export const AUTOMATIC_ROTATION_IS_NEAR_MS: number = 20 * 60_000;

/** How long an import token and its wrapping key can be used. */
export const IMPORT_PARAMETERS_VALID_MS: number = 24 * 60 * 60_000;

/** How far ahead imported key material may expire. */
export const VALID_TO_MAX_DAYS = 365;

export const MILLISECONDS_PER_DAY = 86_400_000;
