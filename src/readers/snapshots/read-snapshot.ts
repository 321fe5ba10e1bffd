import { expected, expectedKind, isPlainObject, refuse } from '../../options/checks.js';
import type { StateSnapshot } from '../../state/state.js';
import { TABLE_NAMES, TABLES, type TableDefinition, type TableName } from '../../state/tables.js';
import { checkForm, type WorldSnapshot, worldSnapshot } from '../../world/snapshot.js';
import { MIGRATIONS } from './migrations.js';
import { checkRecord, count, counts } from './record-checks.js';
import { checkRelations, type FindRecord } from './record-relations.js';

/**
 * Reads a snapshot that `restore` does not take as it is: one of an older version of localkms, which is brought up to date, or
 * one that was changed on purpose. Every member of every record is checked.
 * @param snapshot what `JSON.parse` makes of the text of a snapshot; it is not changed
 * @returns a snapshot for `restore`
 * @throws TypeError for one that is damaged, with the path and the record, or made by a newer version
 * @example kms.restore(readSnapshot(JSON.parse(readFileSync('world.json', 'utf8'))))
 */
export function readSnapshot(snapshot: unknown): WorldSnapshot {
  const path = 'snapshot';
  checkForm(snapshot, path);
  const copy = copyOf(snapshot, path);
  for (const migrate of MIGRATIONS.slice(snapshot.localkms - 1)) migrate(copy);
  const { tokenSecret, turns, state } = copy;
  if (typeof tokenSecret !== 'string' || !/^[A-Za-z0-9+/]{43}=$/.test(tokenSecret)) {
    expectedKind(`${path}.tokenSecret`, tokenSecret, '32 bytes in base64');
  }
  if (turns !== undefined) counts(turns, `${path}.turns`);
  checkState(state, `${path}.state`);
  return worldSnapshot({ tokenSecret, ...(turns && { turns }) }, state);
}

function copyOf(value: object, path: string): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  } catch {
    return refuse(path, 'it holds what JSON cannot');
  }
}

function checkState(state: unknown, path: string): asserts state is StateSnapshot {
  if (!isPlainObject(state)) expectedKind(path, state, 'the tables of a world');
  const { nextSequence, tables } = state;
  count(nextSequence, `${path}.nextSequence`);
  if (!isPlainObject(tables)) expectedKind(`${path}.tables`, tables, 'the tables of a world');
  const ids = new Map(
    TABLE_NAMES.map((name) => [name, checkTable(name, tables[name], nextSequence as number, `${path}.tables.${name}`)]),
  );
  const find = ((table: TableName, id: string) => ids.get(table)?.get(id)?.record) as FindRecord;
  for (const [table, rows] of ids) {
    for (const row of rows.values()) checkRelations(table, row.record as never, row.path, find);
  }
}

interface CheckedRow {
  readonly record: unknown;
  readonly path: string;
}

/** The records by id, each of them checked by itself. */
function checkTable(name: TableName, table: unknown, nextSequence: number, path: string): Map<string, CheckedRow> {
  if (!Array.isArray(table)) expectedKind(path, table, 'a list of records with their places');
  const { id: idOf } = TABLES[name] as TableDefinition<unknown>;
  const rows = new Map<string, CheckedRow>();
  let latest = -1;
  table.forEach((row: unknown, at) => {
    const [sequence, record] = Array.isArray(row) ? row : [];
    if (!(Number.isSafeInteger(sequence) && sequence > latest && sequence < nextSequence)) {
      expected(`${path}[${at}][0]`, sequence, `a place from ${latest + 1}, below ${nextSequence}`);
    }
    latest = sequence as number;
    const recordPath = `${path}[${at}][1]${shownId(record, idOf)}`;
    checkRecord(name, record, recordPath);
    const id = idOf(record);
    if (rows.has(id)) refuse(recordPath, 'it is there twice');
    rows.set(id, { record, path: recordPath });
  });
  return rows;
}

/** The id of a record for a message, where it is one: nothing else that stands in its place. */
function shownId(record: unknown, idOf: (record: unknown) => unknown): string {
  const id = isPlainObject(record) ? idOf(record) : undefined;
  return typeof id === 'string' && /^(arn:|cks-)[\w:/-]{1,300}$/.test(id) ? ` (${id})` : '';
}
