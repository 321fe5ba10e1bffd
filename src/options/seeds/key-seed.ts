import type { GrantOperation, KeyUsageType, OriginType, RotationType } from '@aws-sdk/client-kms';
import type { KeySpecName } from '../../model/key-specs.js';

/** A date, or its ISO 8601 text. */
export type DateSeed = Date | string;

/** A JSON Web Key with its secret: `k`, `d` or `priv`. Public members, where there are any, must belong to it. */
export interface JwkSeed {
  readonly kty?: string;
  readonly crv?: string;
  readonly alg?: string;
  readonly k?: string;
  readonly d?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
  readonly p?: string;
  readonly q?: string;
  readonly dp?: string;
  readonly dq?: string;
  readonly qi?: string;
  readonly priv?: string;
  readonly pub?: string;
}

/** A KeyObject of node:crypto, by its form. */
export interface KeyObjectSeed {
  readonly type: 'secret' | 'private' | 'public';
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Node's types fit no narrower signature
  export(options?: any): any;
}

/** A CryptoKey of WebCrypto, by its form. It must be extractable. */
export interface CryptoKeySeed {
  readonly type: 'secret' | 'private' | 'public';
  readonly extractable: boolean;
  readonly algorithm: object;
}

/**
 * Known key material:
 * - text: PEM of `PRIVATE KEY` (PKCS#8), `EC PRIVATE KEY` (SEC 1) or `RSA PRIVATE KEY` (PKCS#1), unencrypted;
 * - bytes, `{ hex }` or `{ base64 }`: a symmetric or HMAC key as it is; a private key in DER (PKCS#8, SEC 1, PKCS#1) or,
 *   of any but RSA, its bare secret: the big-endian scalar at curve width, the 32-byte seed of Ed25519 and ML-DSA, the
 *   64 bytes d‖z of ML-KEM;
 * - a JWK, a KeyObject, or an extractable CryptoKey.
 */
export type KeyMaterialSeed =
  | string
  | Uint8Array
  | { readonly hex: string }
  | { readonly base64: string }
  | JwkSeed
  | KeyObjectSeed
  | CryptoKeySeed;

/** One material in the history of a symmetric encryption key. */
export interface KeyMaterialEntrySeed {
  /** Default: new key material. */
  readonly KeyMaterial?: KeyMaterialSeed;
  /** When it became the current one; not for the first. Default: the key's CreationDate. */
  readonly RotationDate?: DateSeed;
  /** Default: `ON_DEMAND`. */
  readonly RotationType?: RotationType;
  /** Origin EXTERNAL: when the material expires. Default: never. */
  readonly ValidTo?: DateSeed;
  readonly KeyMaterialDescription?: string;
}

/** A tag as AWS has it. */
export interface TagSeed {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** A replica key that differs from its primary key. */
export interface ReplicaSeed {
  readonly Region: string;
  /** Default: as the primary key, like all that follows. */
  readonly Description?: string;
  readonly Tags?: readonly TagSeed[];
  /** The key policy as text or as an object. */
  readonly Policy?: string | object;
  readonly CreationDate?: DateSeed;
  readonly KeyState?: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** When a replica key in `PendingDeletion` is deleted. Default: in 30 days. */
  readonly DeletionDate?: DateSeed;
  /** Default: none. */
  readonly Grants?: readonly GrantSeed[];
}

/** A grant on a key, which must be what CreateGrant takes for it. */
export interface GrantSeed {
  /** 64 lower-case hexadecimal digits. Default: made of the key's ARN and the place in the list, the same in each run. */
  readonly GrantId?: string;
  readonly Name?: string;
  /** Default: the time at which the world starts. */
  readonly CreationDate?: DateSeed;
  /** The root ARN of the account whose principal created it. Default: that of the key's account. */
  readonly IssuingAccount?: string;
  /** The ARN of a principal. It, or `GranteeServicePrincipal`. */
  readonly GranteePrincipal?: string;
  /** An AWS service, such as `sns.amazonaws.com`; it needs a retiring principal and a SourceArn in `Constraints`. */
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly RetiringServicePrincipal?: string;
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
    readonly SourceArn?: string;
  };
}

/** A KMS key that is there from the start, in AWS's words. Every member may be left out. */
export interface KeySeed {
  /** A lower-case UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key. Default: a new one. */
  readonly KeyId?: string;
  /** Name of its alias, such as `alias/orders`. */
  readonly Alias?: string;
  readonly Aliases?: readonly string[];
  readonly Description?: string;
  /** Also tags that only AWS services can add, such as `aws:cloudformation:stack-name`. */
  readonly Tags?: readonly TagSeed[];
  /** The key policy as text or as an object. Default: AWS's default key policy. */
  readonly Policy?: string | object;
  /** Grants on this key; its replica keys have their own. */
  readonly Grants?: readonly GrantSeed[];
  /** Default: what the key material tells, else `SYMMETRIC_DEFAULT`. */
  readonly KeySpec?: KeySpecName;
  /** Default: the only usage that the spec has; RSA, NIST curves and SM2 have several. */
  readonly KeyUsage?: KeyUsageType;
  /** Default: `AWS_KMS`, also with known key material. */
  readonly Origin?: Extract<OriginType, 'AWS_KMS' | 'EXTERNAL'>;
  /** Default: `Enabled`; `PendingImport` for Origin EXTERNAL without key material. */
  readonly KeyState?: 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'PendingReplicaDeletion';
  /** When a key in `PendingDeletion` is deleted. Default: in 30 days. */
  readonly DeletionDate?: DateSeed;
  /** How long a primary key in `PendingReplicaDeletion` waits after its last replica key: 7 to 30 days. Default: 30. */
  readonly PendingDeletionWindowInDays?: number;
  /** Default: whether the KeyId starts with `mrk-`, or there are ReplicaRegions. */
  readonly MultiRegion?: boolean;
  /**
   * Regions with a replica key of it, each with the same aliases, description, tags and key policy. Where those differ:
   * `{ Region, Policy, … }`.
   */
  readonly ReplicaRegions?: readonly (string | ReplicaSeed)[];
  /** Default: that of the world. */
  readonly Region?: string;
  /** 12 digits. Default: that of the world. */
  readonly AWSAccountId?: string;
  /** Default: the time at which the world starts. */
  readonly CreationDate?: DateSeed;
  /** Switches automatic rotation on: 90 to 2560 days. */
  readonly RotationPeriodInDays?: number;
  /** Switches automatic rotation on, every 365 days unless told otherwise. Default: a period after CreationDate. */
  readonly NextRotationDate?: DateSeed;
  /** Default: new key material. */
  readonly KeyMaterial?: KeyMaterialSeed;
  /** Instead of `KeyMaterial`: the materials of a key that was rotated, oldest first; the last one is current. */
  readonly KeyMaterials?: readonly KeyMaterialEntrySeed[];
  /** Origin EXTERNAL: when `KeyMaterial` expires. Default: never. */
  readonly ValidTo?: DateSeed;
  /** What errors call this seed, such as its place in the file that it was read from. Default: its place in the options. */
  readonly source?: string;
}

/** An alias that is there from the start. */
export interface AliasSeed {
  /** Such as `alias/orders`. */
  readonly AliasName: string;
  /** Key id of a key in the world's own account and Region, or key ARN of any. */
  readonly TargetKeyId: string;
  /** Default: that of the key. */
  readonly CreationDate?: DateSeed;
  /** When it last got another key. Default: its CreationDate. */
  readonly LastUpdatedDate?: DateSeed;
  /** As that of a key. */
  readonly source?: string;
}

/** What a world starts with. */
export interface Seeds {
  readonly keys?: readonly KeySeed[];
  readonly aliases?: readonly AliasSeed[];
}
