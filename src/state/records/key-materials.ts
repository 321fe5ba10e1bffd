import type { RotationType } from '@aws-sdk/client-kms';
import type { KeyMaterial } from '../../ports/crypto-backend.js';

/** One key material of a key, in the order in which they came. */
export interface KeyMaterialEntry {
  readonly KeyMaterialId: string;
  readonly material: KeyMaterial;
  /** Absent for the first material, and until a pending one is rotated in. */
  readonly rotation?: { readonly RotationDate: number; readonly RotationType: RotationType };
  readonly KeyMaterialDescription?: string;
}

/** Automatic rotation as set by EnableKeyRotation. */
export interface RotationSetting {
  readonly RotationPeriodInDays: number;
  /** Milliseconds since the epoch. */
  readonly NextRotationDate: number;
}

/** What related multi-Region keys share: each holds the same, and a change of one changes all (`changeMaterials`). */
export interface KeyMaterials {
  readonly entries: readonly KeyMaterialEntry[];
  /** Absent while a key of Origin EXTERNAL never had material. */
  readonly current?: string;
  /** Origin EXTERNAL: imported, and waiting for RotateKeyOnDemand. */
  readonly pending?: string;
  readonly rotation?: RotationSetting;
  readonly onDemandRotations: number;
}
