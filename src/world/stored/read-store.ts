import { refuse } from '../../options/checks.js';
import type { RecordStore, RowWrite, StoredRow } from '../../ports/record-store.js';
import type { LoadedState, StateSnapshot } from '../../state/state.js';
import { TABLE_NAMES, type TableName } from '../../state/tables.js';
import { checkTables, type UncheckedTables } from '../records/check-tables.js';
import { MIGRATIONS } from '../records/migrations.js';
import { count } from '../records/record-checks.js';
import { FORM } from '../snapshot.js';
import { checkParticular, FORM_ROW, PARTICULARS } from './particular-rows.js';
import type { LoadedRevisions } from './revisions.js';
import { idOf } from './row-writes.js';
import { shareTexts } from './share-texts.js';
import { StoreError } from './store-error.js';

/** All that a store has, found sound, in today's form. */
export interface ReadStore {
  readonly tables: LoadedState;
  readonly particulars: readonly StoredRow[];
  readonly revisions: LoadedRevisions;
}

type Rows = Map<string, StoredRow[]>;

/**
 * Reads a store whole and brings it to today's form; nothing is written where something is damaged.
 * @returns undefined where the store is empty
 * @throws StoreError where the store fails
 * @throws TypeError for what is damaged, by table and id, and for a store of a newer version
 */
export async function readStore(store: RecordStore): Promise<ReadStore | undefined> {
  for (;;) {
    const { rows, latest, isSound } = await load(store);
    if (rows.size === 0) {
      if (isSound === false) refuseChanged(store);
      return undefined;
    }
    const form = formOf(store, rows);
    for (const table of TABLE_NAMES) if (!rows.has(table)) rows.set(table, []);
    if (form === FORM) {
      if (isSound !== true) check(store, tablesOf(rows), rows, latest + 1);
      if (isSound === false) refuseChanged(store);
      return {
        tables: { nextSequence: latest + 1, tables: loadedTables(rows) },
        particulars: rows.get(PARTICULARS) ?? [],
        revisions: { latest, others: othersOf(rows) },
      };
    }
    await migrate(store, rows, form, latest);
  }
}

async function load(store: RecordStore): Promise<{ rows: Rows; latest: number; isSound: boolean | undefined }> {
  const rows: Rows = new Map();
  const texts = new Map<string, string>();
  let latest: number;
  let isSound: boolean | undefined;
  try {
    const loaded = await store.load();
    latest = loaded.revision;
    for await (const some of loaded.rows) {
      for (const row of some) {
        const table = rows.get(row.table);
        if (table === undefined) rows.set(row.table, [row]);
        else table.push(row);
        if (row.table === 'keys') shareTexts(row.record, texts);
      }
    }
    isSound = loaded.isSound?.();
  } catch (cause) {
    throw new StoreError(store.name, 'cannot be opened', cause);
  }
  for (const table of rows.values()) table.sort((one, other) => one.sequence - other.sequence);
  return { rows, latest, isSound };
}

/** Of sound rows. There may be millions, of which no further list is made. */
function loadedTables(rows: Rows): LoadedState['tables'] {
  const tables = TABLE_NAMES.map((table) => [table, { [Symbol.iterator]: () => placesOf(rows.get(table) ?? []) }]);
  return Object.fromEntries(tables);
}

function* placesOf(rows: readonly StoredRow[]): Generator<readonly [sequence: number, record: StoredRow['record']]> {
  for (const { sequence, record } of rows) yield [sequence, record];
}

function othersOf(rows: Rows): StoredRow[] {
  return [...rows].flatMap(([table, all]) =>
    table === PARTICULARS ? all : all.filter(({ sequence, revision }) => revision !== sequence),
  );
}

/** What is there may be right, and yet is not all that was written. */
function refuseChanged({ name }: RecordStore): never {
  refuse(name, 'records are missing, or were changed, since localkms wrote it');
}

/** The form of a store's records, which is one that is known here. */
function formOf({ name }: RecordStore, rows: Rows): number {
  const form = rows.get(PARTICULARS)?.find(({ id }) => id === FORM_ROW)?.record;
  const path = `${name}, ${PARTICULARS} ${FORM_ROW}`;
  if (form === undefined) refuse(path, 'it is missing: the store is damaged, or holds something else');
  count(form, path);
  return refuseNewer(name, form as number);
}

export function refuseNewer(store: string, form: number): number {
  if (form > FORM) {
    refuse(store, `a newer version of localkms made it: it is of form ${form}, known here is ${FORM}`);
  }
  return form;
}

function tablesOf(rows: Rows): UncheckedTables {
  const tables = [...rows].filter(([table]) => table !== PARTICULARS);
  return Object.fromEntries(
    tables.map(([table, all]) => [table, all.map(({ sequence, record }) => [sequence, record])]),
  ) as unknown as UncheckedTables;
}

/** Every record, by the name of its row. */
function check({ name }: RecordStore, tables: UncheckedTables, rows: Rows, nextSequence: number): void {
  for (const table of Object.keys(tables)) {
    if (!TABLE_NAMES.includes(table as TableName)) refuse(`${name}, ${table}`, 'localkms has no such table');
  }
  const pathOf = (table: TableName, at: number) => `${name}, ${table} ${rows.get(table)?.[at]?.id}`;
  checkTables(tables, nextSequence, (table, at) => ({ place: pathOf(table, at), record: pathOf(table, at) }));
  for (const table of TABLE_NAMES) {
    const other = rows.get(table)?.findIndex(({ id, record }) => idOf(table, record as never) !== id) ?? -1;
    if (other >= 0) refuse(pathOf(table, other), 'the record of another row is in it');
  }
  for (const { id, record } of rows.get(PARTICULARS) ?? [])
    checkParticular(id, record, `${name}, ${PARTICULARS} ${id}`);
}

/** Writes an older store in today's form, once all that becomes of it is found sound. */
async function migrate(store: RecordStore, rows: Rows, form: number, latest: number): Promise<void> {
  const before = new Map<string, { row: StoredRow; text: string }>();
  for (const row of [...rows.values()].flat()) before.set(nameOf(row), { row, text: JSON.stringify(row.record) });
  const world = Object.fromEntries((rows.get(PARTICULARS) ?? []).map(({ id, record }) => [id, record]));
  const snapshot: Record<string, unknown> = {
    localkms: form,
    ...world,
    state: { nextSequence: latest + 1, tables: tablesOf(rows) },
  };
  for (const change of MIGRATIONS.slice(form - 1)) change(snapshot);
  const { tables } = snapshot.state as StateSnapshot;
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
  check(
    store,
    Object.fromEntries(TABLE_NAMES.map((table) => [table, tables[table]])) as UncheckedTables,
    after,
    latest + 1,
  );
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
