/** Dates are milliseconds since the epoch. A predefined alias without a key has neither target nor dates. */
export interface AliasRecord {
  readonly AliasArn: string;
  readonly AliasName: string;
  readonly account: string;
  readonly region: string;
  readonly targetKeyArn?: string;
  readonly CreationDate?: number;
  /** Absent until UpdateAlias: AWS KMS shows the date of creation. */
  readonly LastUpdatedDate?: number;
}
