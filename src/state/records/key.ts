import type { KeyManagerType, KeyState, KeyUsageType, MultiRegionKeyType, OriginType } from '@aws-sdk/client-kms';
import type { KeySpecName } from '../../model/key-specs.js';
import type { KeyMaterials } from './key-materials.js';

export interface TagRecord {
  readonly TagKey: string;
  readonly TagValue: string;
  /** In the order of the key's tags; kept while others go, so that a list in progress finds its place again. */
  readonly place: number;
}

/** Imported key material as one Region's key holds it; related multi-Region keys import it each for itself. */
export interface ImportedMaterial {
  /** Milliseconds since the epoch; absent: the material does not expire. */
  readonly ValidTo?: number;
}

/**
 * One KMS key in one Region. Dates are milliseconds since the epoch.
 */
export interface KeyRecord {
  readonly Arn: string;
  readonly KeyId: string;
  readonly account: string;
  readonly region: string;
  readonly CreationDate: number;
  readonly Description: string;
  readonly KeyUsage: KeyUsageType;
  readonly KeySpec: KeySpecName;
  readonly Origin: OriginType;
  readonly KeyManager: KeyManagerType;
  /** `Unavailable` is never stored: it follows from the custom key store (`keyState`). */
  readonly KeyState: KeyState;
  readonly Policy: string;
  readonly Tags: readonly TagRecord[];
  readonly materials: KeyMaterials;
  readonly DeletionDate?: number;
  readonly PendingDeletionWindowInDays?: number;
  readonly MultiRegionKeyType?: MultiRegionKeyType;
  /** When Creating or Updating ends, and the key state that follows. */
  readonly transition?: { readonly at: number; readonly to: KeyState };
  /** Origin EXTERNAL: the materials that are present, by KeyMaterialId. */
  readonly imported?: { readonly [keyMaterialId: string]: ImportedMaterial };
  readonly CustomKeyStoreId?: string;
  readonly XksKeyId?: string;
}

/** The id that related multi-Region keys share: `<account>/<KeyId>`. */
export function relatedId({ account, KeyId }: Pick<KeyRecord, 'account' | 'KeyId'>): string {
  return `${account}/${KeyId}`;
}
