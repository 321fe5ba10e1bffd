import { expected, isPlainObject, refuse } from '../../options/checks.js';
import { TABLE_NAMES, TABLES, type TableDefinition, type TableName } from '../../state/tables.js';
import { checkRecord } from './record-checks.js';
import { checkRelations, type FindRecord } from './record-relations.js';

/** Each row is to be the place and the record, in order of the places. */
export type UncheckedTables = Readonly<Record<TableName, readonly unknown[]>>;

/**
 * Checks every member of every record, and what records must be to each other.
 * @param pathOf what errors call a row, and its record
 * @throws TypeError for the first that is damaged
 */
export function checkTables(
  tables: UncheckedTables,
  nextSequence: number,
  pathOf: (table: TableName, at: number) => RowPath,
): void {
  const ids = new Map(
    TABLE_NAMES.map((name) => [name, checkTable(name, tables[name], nextSequence, (at) => pathOf(name, at))]),
  );
  const find = ((table: TableName, id: string) => ids.get(table)?.get(id)?.record) as FindRecord;
  for (const [table, rows] of ids) {
    for (const row of rows.values()) checkRelations(table, row.record as never, row.path, find);
  }
}

export interface RowPath {
  readonly place: string;
  readonly record: string;
}

interface CheckedRow {
  readonly record: unknown;
  readonly path: string;
}

/** The records by id, each of them checked by itself. */
function checkTable(
  name: TableName,
  table: readonly unknown[],
  nextSequence: number,
  pathOf: (at: number) => RowPath,
): Map<string, CheckedRow> {
  const { id: idOf } = TABLES[name] as TableDefinition<unknown>;
  const rows = new Map<string, CheckedRow>();
  let latest = -1;
  table.forEach((row: unknown, at) => {
    const [sequence, record] = Array.isArray(row) ? row : [];
    const { place, record: recordPath } = pathOf(at);
    if (!(Number.isSafeInteger(sequence) && sequence > latest && sequence < nextSequence)) {
      expected(place, sequence, `a place from ${latest + 1}, below ${nextSequence}`);
    }
    latest = sequence as number;
    checkRecord(name, record, recordPath);
    const id = idOf(record);
    if (rows.has(id)) refuse(recordPath, 'it is there twice');
    rows.set(id, { record, path: recordPath });
  });
  return rows;
}

/** The id of a record for a message, where it is one: nothing else that stands in its place. */
export function shownId(table: TableName, record: unknown): string {
  const id = isPlainObject(record) ? (TABLES[table] as TableDefinition<unknown>).id(record) : undefined;
  return typeof id === 'string' && /^(arn:|cks-)[\w:/-]{1,300}$/.test(id) ? ` (${id})` : '';
}
