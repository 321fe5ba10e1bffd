import { expectedKind, isPlainObject, refuse } from '../../options/checks.js';
import type { StateSnapshot } from '../../state/state.js';
import { TABLE_NAMES } from '../../state/tables.js';
import { checkTables, shownId, type UncheckedTables } from '../../world/records/check-tables.js';
import { MIGRATIONS } from '../../world/records/migrations.js';
import { checkTokenSecret, count, counts } from '../../world/records/record-checks.js';
import { checkForm, type WorldSnapshot, worldSnapshot } from '../../world/snapshot.js';

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
  checkTokenSecret(tokenSecret, `${path}.tokenSecret`);
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
  for (const name of TABLE_NAMES) {
    if (!Array.isArray(tables[name])) {
      expectedKind(`${path}.tables.${name}`, tables[name], 'a list of records with their places');
    }
  }
  // What each row is, is checked there.
  checkTables(tables as UncheckedTables, nextSequence as number, (table, at) => {
    const row = (tables as UncheckedTables)[table][at];
    const place = `${path}.tables.${table}[${at}]`;
    return { place: `${place}[0]`, record: `${place}[1]${shownId(table, Array.isArray(row) ? row[1] : undefined)}` };
  });
}
