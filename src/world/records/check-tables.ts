import { expected, isPlainObject, refuse } from '../../options/checks.js';
import { TABLE_NAMES, TABLES, type TableDefinition, type TableName } from '../../state/tables.js';
import { checkRecord } from './record-checks.js';
import { checkRelations, type FindRecord } from './record-relations.js';

/** Each row is to be the place and the record, in order of the places. */
export type UncheckedTables = Readonly<Record<TableName, readonly unknown[]>>;

/** What errors call a row, and its record. */
export interface RowPath {
  readonly place: string;
  readonly record: string;
}

/** What is checked at first: there may be millions of rows, and a path is made only where one is refused. */
const NOWHERE: RowPath = { place: '', record: '' };

/**
 * Checks every member of every record, and what records must be to each other.
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
  const find = ((table: TableName, id: string) => ids.get(table)?.get(id)) as FindRecord;
  for (const [table, records] of ids) {
    let at = 0;
    for (const record of records.values()) {
      try {
        checkRelations(table, record as never, NOWHERE.record, find);
      } catch {
        checkRelations(table, record as never, pathOf(table, at).record, find);
      }
      at++;
    }
  }
}

/** The records by id, each of them checked by itself. */
function checkTable(
  name: TableName,
  rows: readonly unknown[],
  nextSequence: number,
  pathOf: (at: number) => RowPath,
): Map<string, unknown> {
  const { id: idOf } = TABLES[name] as TableDefinition<unknown>;
  const records = new Map<string, unknown>();
  let latest = -1;
  function check(row: unknown, path: RowPath): void {
    const [sequence, record] = Array.isArray(row) ? row : [];
    if (!(Number.isSafeInteger(sequence) && sequence > latest && sequence < nextSequence)) {
      expected(path.place, sequence, `a place from ${latest + 1}, below ${nextSequence}`);
    }
    checkRecord(name, record, path.record);
    const id = idOf(record);
    if (records.has(id)) refuse(path.record, 'it is there twice');
    records.set(id, record);
    latest = sequence;
  }
  // Not forEach, which passes over holes.
  for (let at = 0; at < rows.length; at++) {
    try {
      check(rows[at], NOWHERE);
    } catch {
      check(rows[at], pathOf(at));
    }
  }
  return records;
}

/** The id of a record for a message, where it is one: nothing else that stands in its place. */
export function shownId(table: TableName, record: unknown): string {
  const id = isPlainObject(record) ? (TABLES[table] as TableDefinition<unknown>).id(record) : undefined;
  return typeof id === 'string' && /^(arn:|cks-)[\w:/-]{1,300}$/.test(id) ? ` (${id})` : '';
}
