import { scopeId } from '../model/arn.js';
import type { AccountRecord } from './records/account.js';
import type { AliasRecord } from './records/alias.js';
import type { CustomKeyStoreRecord } from './records/custom-key-store.js';
import type { GrantRecord } from './records/grant.js';
import { type IdentityRecord, roleId } from './records/identity.js';
import type { KeyRecord } from './records/key.js';
import type { LastUsageRecord } from './records/last-usage.js';
import type { ManagedPolicyRecord } from './records/managed-policy.js';

/** Every kind of record, by the name of its table. */
export interface Records {
  keys: KeyRecord;
  aliases: AliasRecord;
  grants: GrantRecord;
  customKeyStores: CustomKeyStoreRecord;
  lastUsages: LastUsageRecord;
  identities: IdentityRecord;
  managedPolicies: ManagedPolicyRecord;
  accounts: AccountRecord;
}

export type TableName = keyof Records;

/** How a table finds its records: by one id, and in order by groups. */
export interface TableDefinition<R> {
  readonly id: (record: R) => string;
  readonly indexes?: { readonly [index: string]: (record: R) => string | undefined };
}

export const TABLES = {
  keys: {
    id: (key) => key.Arn,
    indexes: {
      scope: scopeId,
      awsManaged: (key) => (key.KeyManager === 'AWS' ? scopeId(key) : undefined),
      keyId: (key) => key.KeyId,
      customKeyStore: (key) => key.CustomKeyStoreId,
    },
  },
  aliases: {
    id: (alias) => alias.AliasArn,
    indexes: { scope: scopeId, key: (alias) => alias.targetKeyArn },
  },
  grants: {
    id: (grant) => grant.id,
    indexes: {
      key: (grant) => grant.keyArn,
      grantId: (grant) => grant.GrantId,
      retiringPrincipal: (grant) => {
        const principal = grant.RetiringPrincipal ?? grant.RetiringServicePrincipal;
        return principal && `${grant.region}/${principal}`;
      },
    },
  },
  customKeyStores: {
    id: (store) => store.CustomKeyStoreId,
    indexes: { scope: scopeId },
  },
  lastUsages: { id: (usage) => usage.keyArn },
  identities: {
    id: (identity) => identity.Arn,
    indexes: { role: roleId },
  },
  managedPolicies: { id: (policy) => policy.Arn },
  accounts: { id: (account) => account.account },
} as const satisfies { readonly [T in TableName]: TableDefinition<Records[T]> };

export function idOf<T extends TableName>(table: T, record: Records[T]): string {
  return (TABLES[table] as TableDefinition<Records[T]>).id(record);
}

/** The groups that a table knows. */
export type IndexName<T extends TableName> = (typeof TABLES)[T] extends { readonly indexes: infer Indexes }
  ? keyof Indexes & string
  : never;

// Object.keys() promises no more than texts.
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];
