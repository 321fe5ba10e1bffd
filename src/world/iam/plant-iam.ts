import type { World } from '../../contract/world.js';
import { iamRecords } from '../../options/iam/iam-records.js';
import { type Change, insert } from '../../state/changes.js';
import { type Records, TABLES, type TableDefinition, type TableName } from '../../state/tables.js';

/** Users, roles, policies and accounts of options, those that a world lacks; an error with the path where one cannot be. */
export function iamChanges({ state }: Pick<World, 'state'>, options: unknown, path = 'options.iam'): Change[] {
  if (options === undefined) return [];
  const { identities, managedPolicies, accounts } = iamRecords(options, path);
  function missing<T extends TableName>(table: T, records: readonly Records[T][]): Change[] {
    const { id } = TABLES[table] as TableDefinition<Records[T]>;
    return records
      .filter((record) => state.get(table, id(record)) === undefined)
      .map((record) => insert(table, record));
  }
  return [
    ...missing('managedPolicies', managedPolicies),
    ...missing('identities', identities),
    ...missing('accounts', accounts),
  ];
}
