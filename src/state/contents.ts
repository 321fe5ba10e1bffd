import { DueQueue } from './due-queue.js';
import { Table } from './table.js';
import { idOf, type Records, TABLE_NAMES, TABLES, type TableDefinition, type TableName } from './tables.js';

/** When time next changes a record, in milliseconds since the epoch. */
export type DueDates = { readonly [T in TableName]?: (record: Records[T]) => number | undefined };

/** The tables of a state, and what in them becomes due. Empty at first. */
export class Contents {
  readonly tables: { readonly [T in TableName]: Table<Records[T]> };
  readonly due: DueQueue;
  readonly #dueAt: <T extends TableName>(table: T, record: Records[T]) => number | undefined;

  constructor(dueDates: DueDates) {
    this.#dueAt = (table, record) => dueDates[table]?.(record);
    const tables = TABLE_NAMES.map((name) => [name, new Table(TABLES[name] as TableDefinition<object>)]);
    this.tables = Object.fromEntries(tables);
    this.due = new DueQueue(({ table, id, at }) => {
      const record = this.tables[table].get(id);
      return record !== undefined && this.#dueAt(table, record) === at;
    });
  }

  /** Sets a record, or removes it (`to` undefined); a new one takes the given place, in whatever order they come. */
  set<T extends TableName>(table: T, from: Records[T] | undefined, to: Records[T] | undefined, sequence: number): void {
    (this.tables[table] as Table<object>).set(from, to, sequence);
    const at = to && this.#dueAt(table, to);
    if (at !== undefined) this.due.add({ table, id: idOf(table, to as Records[T]), at });
  }
}
