import type { KeyLastUsageTrackingOperation } from '@aws-sdk/client-kms';

/** The last successful cryptographic operation with a key. */
export interface LastUsageRecord {
  readonly keyArn: string;
  readonly Operation: KeyLastUsageTrackingOperation;
  /** Milliseconds since the epoch. */
  readonly Timestamp: number;
  readonly KmsRequestId: string;
}
