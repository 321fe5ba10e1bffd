import type {
  AliasListEntry,
  GetKeyRotationStatusCommandOutput,
  GrantListEntry,
  KeyMetadata,
  RotationsListEntry,
  Tag,
} from '@aws-sdk/client-kms';

/** What an account tells of one customer managed key, in AWS's words; absent: it does not tell, or there is none. */
export interface KeyFacts {
  readonly metadata: KeyMetadata & { readonly Arn: string; readonly KeyId: string };
  readonly policy?: string;
  readonly tags?: readonly Tag[];
  readonly grants?: readonly GrantListEntry[];
  readonly rotation?: Pick<
    GetKeyRotationStatusCommandOutput,
    'KeyRotationEnabled' | 'RotationPeriodInDays' | 'NextRotationDate'
  >;
  readonly materials?: readonly RotationsListEntry[];
  /** What the account refused to tell. */
  readonly refusals: readonly string[];
}

/** An alias of a customer managed key. */
export interface AliasFacts extends Pick<AliasListEntry, 'CreationDate' | 'LastUpdatedDate'> {
  readonly AliasArn: string;
  readonly AliasName: string;
  readonly TargetKeyId: string;
}
