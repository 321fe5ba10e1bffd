import type { KeyUsageType, OriginType } from '@aws-sdk/client-kms';

/** What decides whether a key suits an operation. */
export interface SomeKey {
  readonly Arn: string;
  readonly KeyUsage: KeyUsageType;
  readonly Origin: OriginType;
}

/** Values that are right for some member of some call: the more of them fit together, the further a call gets. */
export interface Pool {
  readonly keys: readonly SomeKey[];
  readonly texts: readonly string[];
  readonly blobs: readonly Uint8Array[];
  /** Members with values of their own. */
  readonly byMember: Readonly<Record<string, readonly unknown[]>>;
}
