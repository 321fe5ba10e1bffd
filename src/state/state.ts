import type { Change } from './changes.js';
import { DueQueue } from './due-queue.js';
import type { OrderedIndex } from './ordered-index.js';
import { Table } from './table.js';
import { type Records, TABLES, type TableDefinition, type TableName } from './tables.js';

/** Names the record that became due. */
export interface DueRecord {
  readonly table: TableName;
  readonly id: string;
}

/** The tables as plain values: what a snapshot holds. */
export interface StateSnapshot {
  readonly nextSequence: number;
  readonly tables: { readonly [T in TableName]: readonly (readonly [sequence: number, record: Records[T]])[] };
}

const NAMES = Object.keys(TABLES) as TableName[];

/** All records of a world. Records are immutable; only `apply` and `restore` change what the tables hold. */
export class State {
  #tables = emptyTables();
  #due = new DueQueue<DueRecord>();
  #nextSequence = 1;

  get<T extends TableName>(table: T, id: string): Records[T] | undefined {
    return this.#tables[table].get(id);
  }

  count(table: TableName): number {
    return this.#tables[table].size;
  }

  /** The records of a group, oldest first; undefined when there are none. */
  group<T extends TableName>(table: T, index: string, group: string): OrderedIndex<Records[T]> | undefined {
    return this.#tables[table].group(index, group) as OrderedIndex<Records[T]> | undefined;
  }

  /** As `group`, read to the end. */
  list<T extends TableName>(table: T, index: string, group: string): Records[T][] {
    const rows = this.group(table, index, group)?.after(0) ?? [];
    return Array.from(rows, (row) => row.record);
  }

  *all<T extends TableName>(table: T): Generator<Records[T]> {
    for (const row of this.#tables[table].rows()) yield row.record;
  }

  /** All changes or, when one of the records is not what it was, none. */
  apply(changes: readonly Change[]): boolean {
    for (const change of changes) {
      const definition = TABLES[change.table] as TableDefinition<unknown>;
      const id = definition.id(change.from ?? change.to);
      if (this.#tables[change.table].get(id) !== change.from) return false;
    }
    for (const change of changes) this.#set(change);
    return true;
  }

  /** The next record whose time has come; undefined when there is none up to `now`. */
  takeDue(now: number): DueRecord | undefined {
    while (this.#due.earliest <= now) {
      const due = this.#due.take() as DueRecord;
      const record = this.get(due.table, due.id);
      const at = record && (TABLES[due.table] as TableDefinition<unknown>).due?.(record);
      if (at !== undefined && at <= now) return due;
    }
    return undefined;
  }

  snapshot(): StateSnapshot {
    const tables = Object.fromEntries(
      NAMES.map((name) => {
        const table = this.#tables[name] as Table<unknown>;
        return [name, Array.from(table.rows(), (row) => [row.sequence, row.record])];
      }),
    );
    return { nextSequence: this.#nextSequence, tables: tables as unknown as StateSnapshot['tables'] };
  }

  restore(snapshot: StateSnapshot): void {
    this.#tables = emptyTables();
    this.#due = new DueQueue();
    for (const table of NAMES) {
      for (const [sequence, to] of snapshot.tables[table]) {
        this.#set({ table, from: undefined, to } as Change, sequence);
      }
    }
    this.#nextSequence = snapshot.nextSequence;
  }

  #set(change: Change, sequence?: number): void {
    const { table, from, to } = change;
    const target = this.#tables[table] as Table<unknown>;
    target.set(from, to, from === undefined ? (sequence ?? this.#nextSequence++) : 0);
    if (to === undefined) return;
    const definition = TABLES[table] as TableDefinition<unknown>;
    const at = definition.due?.(to);
    if (at !== undefined) this.#due.add(at, { table, id: definition.id(to) });
  }
}

function emptyTables(): { [T in TableName]: Table<Records[T]> } {
  const tables = NAMES.map((name) => [name, new Table(TABLES[name] as TableDefinition<unknown>)]);
  return Object.fromEntries(tables);
}
