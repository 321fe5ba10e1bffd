import { refuse, wholeNumber } from '../../options/checks.js';
import type { RecordStore, RowWrite, StoredRow, StoredRows } from '../../ports/record-store.js';
import type { Contents } from '../../state/contents.js';
import type { StateSnapshot } from '../../state/state.js';
import { idOf, TABLE_NAMES, type TableName } from '../../state/tables.js';
import { checkTables, type UncheckedTables } from '../records/check-tables.js';
import { MIGRATIONS } from '../records/migrations.js';
import { FORM } from '../snapshot.js';
import { FilledTables } from './filled-tables.js';
import { checkParticulars, FORM_ROW, PARTICULARS } from './particular-rows.js';
import { SharedTexts } from './shared-texts.js';
import { judged, StoreError } from './store-error.js';

type Rows = Map<string, StoredRow[]>;

/**
 * Reads a store whole and brings it to today's form; nothing is written where something is damaged.
 * @param newContents makes tables to be filled
 * @returns all that it has, found sound, in today's form; undefined where the store is empty
 * @throws StoreError where the store fails, where it is damaged, by table and id, and for a store of a newer version
 */
export async function readStore(store: RecordStore, newContents: () => Contents): Promise<FilledTables | undefined> {
  const { name } = store;
  for (;;) {
    let loaded = await load(store);
    if (loaded.isSound !== undefined) {
      const filled = await readSealed(store, loaded, newContents());
      if (filled !== undefined) return filled;
      loaded = await load(store);
    }
    const rows = await rowsOf(store, loaded);
    const { revision: latest } = loaded;
    const isSound = loaded.isSound?.();
    // Where something was written there are the particulars at least, until all is damaged: no place for seeds.
    if (rows.size === 0) return latest === 0 ? undefined : refuseEmptied(name);
    const form = formOf(name, rows);
    for (const table of TABLE_NAMES) if (!rows.has(table)) rows.set(table, []);
    if (form !== FORM) {
      await migrate(store, rows, form, latest, isSound);
      continue;
    }
    if (isSound !== true) judged(name, () => check(tablesOf(rows), rows, latest + 1, isSound));
    const filled = new FilledTables(newContents(), latest);
    for (const all of rows.values()) for (const row of all) filled.add(row);
    return filled;
  }
}

/**
 * Takes rows of which the store tells at the end whether all are as they were written.
 * @returns undefined where they have to be read again and looked at one by one: damaged rows, none, or of another form
 */
async function readSealed(
  store: RecordStore,
  loaded: StoredRows,
  contents: Contents,
): Promise<FilledTables | undefined> {
  const filled = new FilledTables(contents, loaded.revision);
  let fits = true;
  await eachRow(store, loaded, (row) => {
    try {
      if (fits) filled.add(row);
    } catch {
      // Whoever looks at the rows one by one tells what is wrong with it.
      fits = false;
    }
  });
  return fits && loaded.isSound?.() === true && filled.form === FORM ? filled : undefined;
}

async function load(store: RecordStore): Promise<StoredRows> {
  try {
    return await store.load();
  } catch (cause) {
    throw new StoreError(store.name, 'cannot be opened', cause);
  }
}

async function eachRow(store: RecordStore, { rows }: StoredRows, take: (row: StoredRow) => void): Promise<void> {
  try {
    for await (const some of rows) for (const row of some) take(row);
  } catch (cause) {
    throw new StoreError(store.name, 'cannot be opened', cause);
  }
}

/** All rows, those of a table in order. */
async function rowsOf(store: RecordStore, loaded: StoredRows): Promise<Rows> {
  const rows: Rows = new Map();
  const texts = new SharedTexts();
  await eachRow(store, loaded, (row) => {
    if (row.table === 'keys') texts.putInto(row.record);
    const table = rows.get(row.table);
    if (table === undefined) rows.set(row.table, [row]);
    else table.push(row);
  });
  for (const table of rows.values()) table.sort((one, other) => one.sequence - other.sequence);
  return rows;
}

/** Of a store that had rows. */
export function refuseEmptied(store: string): never {
  return judged(store, () => refuse(PARTICULARS, 'all records are gone'));
}

/** The form of a store's records, which is one that is known here. */
function formOf(store: string, rows: Rows): number {
  const form = rows.get(PARTICULARS)?.find(({ id }) => id === FORM_ROW)?.record;
  judged(store, () => {
    const path = `${PARTICULARS} ${FORM_ROW}`;
    if (form === undefined) refuse(path, 'it is missing, or the store holds something else');
    checkForm(form, path);
  });
  return refuseNewer(store, form as number);
}

const checkForm = wholeNumber(1);

export function refuseNewer(store: string, form: number): number {
  if (form <= FORM) return form;
  const newer = new Error(`a newer version of localkms made it: it is of form ${form}, known here is ${FORM}`);
  throw new StoreError(store, 'cannot be opened', newer, true);
}

function tablesOf(rows: Rows): UncheckedTables {
  const tables = [...rows].filter(([table]) => table !== PARTICULARS);
  return Object.fromEntries(
    tables.map(([table, all]) => [table, all.map(({ sequence, record }) => [sequence, record])]),
  ) as unknown as UncheckedTables;
}

/**
 * Every record, by the name of its row.
 * @param tables what became of the rows
 * @throws TypeError for the first that is damaged
 */
function check(tables: UncheckedTables, rows: Rows, nextSequence: number, isSound: boolean | undefined): void {
  for (const table of Object.keys(tables)) {
    if (TABLE_NAMES.includes(table as TableName)) continue;
    refuse(/^\w+$/.test(table) ? table : JSON.stringify(table), 'localkms has no such table');
  }
  const pathOf = (table: TableName, at: number) => `${table} ${rows.get(table)?.[at]?.id}`;
  checkTables(tables, nextSequence, (table, at) => ({ place: pathOf(table, at), record: pathOf(table, at) }));
  for (const table of TABLE_NAMES) {
    const other = tables[table].findIndex((row, at) => idOf(table, recordOf(row)) !== rows.get(table)?.[at]?.id);
    if (other >= 0) refuse(pathOf(table, other), 'the record of another row is in it');
    const later = rows.get(table)?.findIndex(({ revision }) => revision >= nextSequence) ?? -1;
    if (later >= 0) refuse(pathOf(table, later), 'its revision is later than the latest of all');
  }
  checkParticulars(rows.get(PARTICULARS) ?? []);
  // What is there may be right, and yet is not all that was written.
  if (isSound === false) refuse('its rows', 'some are missing, or were changed, since localkms wrote them');
}

/** Of a place and a record that were found to be such. */
function recordOf(row: unknown): never {
  return (row as readonly [sequence: number, record: never])[1];
}

/** Writes an older store in today's form, once all that becomes of it is found sound. */
async function migrate(
  store: RecordStore,
  rows: Rows,
  form: number,
  latest: number,
  isSound: boolean | undefined,
): Promise<void> {
  const before = new Map<string, { row: StoredRow; text: string }>();
  for (const row of [...rows.values()].flat()) before.set(nameOf(row), { row, text: JSON.stringify(row.record) });
  const world = Object.fromEntries((rows.get(PARTICULARS) ?? []).map(({ id, record }) => [id, record]));
  const snapshot: Record<string, unknown> = {
    localkms: form,
    ...world,
    state: { nextSequence: latest + 1, tables: tablesOf(rows) },
  };
  const { tables } = judged(store.name, () => {
    for (const change of MIGRATIONS.slice(form - 1)) change(snapshot);
    const state = snapshot.state as StateSnapshot;
    // No migration takes a record out of a table that is left, or puts one in: each is still at the place of its row.
    check(state.tables, rows, latest + 1, isSound);
    return state;
  });
  const after: Rows = new Map(
    TABLE_NAMES.map((table) => [
      table,
      tables[table].map(([sequence, record]) => {
        const id = idOf(table, record as never);
        return { table, id, sequence, revision: before.get(nameOf({ table, id }))?.row.revision ?? 0, record };
      }),
    ]),
  );
  after.set(PARTICULARS, rows.get(PARTICULARS) ?? []);
  const writes: RowWrite[] = [];
  for (const { table, id, revision, record } of [...after.values()].flat()) {
    const known = before.get(nameOf({ table, id }));
    before.delete(nameOf({ table, id }));
    const isForm = table === PARTICULARS && id === FORM_ROW;
    if (isForm || known?.text !== JSON.stringify(record)) {
      writes.push({ table, id, revision, record: isForm ? FORM : record });
    }
  }
  for (const { row } of before.values()) writes.push({ ...row, record: undefined });
  try {
    // Where another process has brought it up to date meanwhile, this one reads what is there now.
    await store.commit(writes, []);
  } catch (cause) {
    throw new StoreError(store.name, `cannot be brought from form ${form} to form ${FORM}`, cause);
  }
}

function nameOf({ table, id }: { readonly table: string; readonly id: string }): string {
  return `${table}/${id}`;
}
