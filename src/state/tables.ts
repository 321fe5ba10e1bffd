import type { AliasRecord } from './records/alias.js';
import type { CustomKeyStoreRecord } from './records/custom-key-store.js';
import type { GrantRecord } from './records/grant.js';
import type { KeyRecord } from './records/key.js';
import type { LastUsageRecord } from './records/last-usage.js';
import { nextRotation } from './rotation-date.js';

/** Every kind of record, by the name of its table. */
export interface Records {
  keys: KeyRecord;
  aliases: AliasRecord;
  grants: GrantRecord;
  customKeyStores: CustomKeyStoreRecord;
  lastUsages: LastUsageRecord;
}

export type TableName = keyof Records;

/** How a table finds its records: by one id, and in order by groups; `due` is when time next changes a record. */
export interface TableDefinition<R> {
  id(record: R): string;
  readonly indexes?: { readonly [index: string]: (record: R) => string | undefined };
  due?(record: R): number | undefined;
}

function earliest(...dates: readonly (number | undefined)[]): number | undefined {
  const known = dates.filter((date) => date !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

export const TABLES: { readonly [T in TableName]: TableDefinition<Records[T]> } = {
  keys: {
    id: (key) => key.Arn,
    indexes: {
      scope: (key) => `${key.account}/${key.region}`,
      awsManaged: (key) => (key.KeyManager === 'AWS' ? `${key.account}/${key.region}` : undefined),
      keyId: (key) => key.KeyId,
      customKeyStore: (key) => key.CustomKeyStoreId,
    },
    due: (key) =>
      earliest(
        key.DeletionDate,
        key.transition?.at,
        nextRotation(key),
        ...Object.values(key.imported ?? {}).map((material) => material.ValidTo),
      ),
  },
  aliases: {
    id: (alias) => alias.AliasArn,
    indexes: { scope: (alias) => `${alias.account}/${alias.region}`, key: (alias) => alias.targetKeyArn },
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
    indexes: { scope: (store) => `${store.account}/${store.region}` },
    due: (store) => store.transition?.at,
  },
  lastUsages: { id: (usage) => usage.keyArn },
};
