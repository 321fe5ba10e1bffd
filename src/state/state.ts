import type { Change } from './changes.js';
import { Contents, type DueDates } from './contents.js';
import type { DueRecord } from './due-queue.js';
import type { OrderedIndex } from './ordered-index.js';
import type { Table } from './table.js';
import { type IndexName, idOf, type Records, TABLE_NAMES, type TableName } from './tables.js';

/** The tables as plain values: what a snapshot holds. */
export interface StateSnapshot {
  readonly nextSequence: number;
  readonly tables: { readonly [T in TableName]: readonly (readonly [sequence: number, record: Records[T]])[] };
}

/** A record that is, or with `record` undefined no longer is, in its place in the order of creation. */
export interface AcceptedRow<T extends TableName = TableName> {
  readonly table: T;
  readonly id: string;
  /** Undefined: it stays where it is. */
  readonly sequence?: number | undefined;
  readonly record: Records[T] | undefined;
}

interface Step {
  readonly change: Change;
  readonly sequence: number;
}

/** A journal longer than this is given up: going back then costs what the whole state costs. */
const LONGEST_JOURNAL = 10_000;

/** All records of a world. Records are immutable; only its methods change what the tables hold. */
export class State {
  readonly #dueDates: DueDates;
  #contents: Contents;
  #nextSequence = 1;
  #version = 0;
  #epoch = 0;
  // What happened since the latest snapshot was taken or restored, so that going back to it costs no more than that.
  #journal: Step[] | undefined;
  #journalSince: StateSnapshot | undefined;
  #longest = LONGEST_JOURNAL;

  constructor(dueDates: DueDates) {
    this.#dueDates = dueDates;
    this.#contents = this.newContents();
  }

  get #tables(): Contents['tables'] {
    return this.#contents.tables;
  }

  get<T extends TableName>(table: T, id: string): Records[T] | undefined {
    return this.#tables[table].get(id);
  }

  /** The place of a record in the order of creation; undefined where there is none. */
  placeOf(table: TableName, id: string): number | undefined {
    return this.#tables[table].placeOf(id);
  }

  /** Another number after every change. */
  get version(): number {
    return this.#version;
  }

  /** Another number after every `restore`: a call does not survive it. */
  get epoch(): number {
    return this.#epoch;
  }

  count(table: TableName): number {
    return this.#tables[table].size;
  }

  /** The records of a group, oldest first; undefined when there are none. */
  group<T extends TableName>(table: T, index: IndexName<T>, group: string): OrderedIndex<Records[T]> | undefined {
    return this.#tables[table].group(index, group) as OrderedIndex<Records[T]> | undefined;
  }

  /** The oldest record of a group that fits. */
  find<T extends TableName>(
    table: T,
    index: IndexName<T>,
    group: string,
    fits: (record: Records[T]) => boolean,
  ): Records[T] | undefined {
    return this.#tables[table].find(index, group, fits);
  }

  /** As `group`, read to the end. */
  list<T extends TableName>(table: T, index: IndexName<T>, group: string): Records[T][] {
    const rows = this.group(table, index, group)?.after(0) ?? [];
    return Array.from(rows, (row) => row.record);
  }

  *all<T extends TableName>(table: T): Generator<Records[T]> {
    for (const row of this.#tables[table].rows()) yield row.record;
  }

  /** All changes or, when one of the records is not what it was, none. */
  apply(changes: readonly Change[]): boolean {
    for (const change of changes) {
      const id = idOf(change.table, (change.from ?? change.to) as Records[TableName]);
      if (this.#tables[change.table].get(id) !== change.from) return false;
    }
    for (const change of changes) if (change.from !== change.to) this.#set(change);
    return true;
  }

  /** As `apply`, of changes that are told in the moment of writing; undefined: nothing is written. */
  write(changes: () => readonly Change[] | undefined): boolean {
    const told = changes();
    return told !== undefined && this.apply(told);
  }

  /** As `apply`, for whoever reads and writes without waiting between: nothing can come between, unless there is a bug. */
  applyAtOnce(changes: readonly Change[]): void {
    if (!this.apply(changes))
      throw new Error('[localkms] a record is not what it was when it was read: a bug of localkms');
  }

  /** Runs `work` on the tables and takes back all that it wrote: shows what changes would do, and whether they can be. */
  aside<R>(work: () => R): R {
    const journal = this.#journal;
    const nextSequence = this.#nextSequence;
    const steps: Step[] = [];
    this.#journal = steps;
    this.#longest = Number.POSITIVE_INFINITY;
    try {
      return work();
    } finally {
      this.#undo(steps);
      this.#journal = journal;
      this.#longest = LONGEST_JOURNAL;
      this.#nextSequence = nextSequence;
    }
  }

  /** Puts rows in as they are somewhere else, whatever is here. */
  accept(rows: readonly AcceptedRow[]): void {
    for (const { table, id, record, sequence: given } of rows) {
      let here = this.#tables[table].get(id);
      const place = this.placeOf(table, id);
      const sequence = given ?? place ?? this.#nextSequence;
      if (place !== sequence && here !== undefined) {
        this.#set({ table, from: here, to: undefined } as Change);
        here = undefined;
      }
      if (here !== record) this.#set({ table, from: here, to: record } as Change, sequence);
      this.#nextSequence = Math.max(this.#nextSequence, sequence + 1);
    }
  }

  /** The next record whose time has come, until something is changed about it; undefined when there is none up to `now`. */
  nextDue(now: number): DueRecord | undefined {
    return this.#contents.due.next(now);
  }

  /** The tables as they are; `restore` of the latest one is cheap. */
  snapshot(): StateSnapshot {
    const tables = Object.fromEntries(
      TABLE_NAMES.map((name) => {
        const table = this.#tables[name] as Table<object>;
        return [name, Array.from(table.rows(), (row) => [row.sequence, row.record])];
      }),
    );
    const snapshot = { nextSequence: this.#nextSequence, tables: tables as unknown as StateSnapshot['tables'] };
    this.#startJournal(snapshot);
    return snapshot;
  }

  /** Empty ones, to be filled with the records of another place, for `reload` to take. */
  newContents(): Contents {
    return new Contents(this.#dueDates);
  }

  /** Replaces all tables by those of another place; calls that are under way go on with them. */
  reload(contents: Contents, nextSequence: number): void {
    this.#contents = contents;
    this.#version++;
    this.#nextSequence = nextSequence;
    this.#journal = undefined;
  }

  restore(snapshot: StateSnapshot): void {
    let contents = this.#contents;
    if (this.#journal !== undefined && this.#journalSince === snapshot) this.#undo(this.#journal);
    else {
      // Aside: what cannot be loaded leaves everything as it was.
      contents = this.newContents();
      for (const name of TABLE_NAMES) {
        for (const [sequence, record] of snapshot.tables[name]) contents.set(name, undefined, record, sequence);
      }
    }
    this.reload(contents, snapshot.nextSequence);
    this.#epoch++;
    this.#startJournal(snapshot);
  }

  #startJournal(since: StateSnapshot): void {
    this.#journal = [];
    this.#journalSince = since;
  }

  /** @param journal is of no use afterwards */
  #undo(journal: Step[]): void {
    this.#journal = undefined;
    for (const { change, sequence } of journal.reverse()) {
      const { table, from, to } = change;
      this.#set({ table, from: to, to: from } as Change, sequence);
    }
  }

  #set(change: Change, given?: number): void {
    const { table, from, to } = change;
    this.#version++;
    const sequence =
      given ?? (from === undefined ? this.#nextSequence++ : (this.placeOf(table, idOf(table, from)) ?? 0));
    this.#contents.set(table, from, to, sequence);
    if ((this.#journal?.push({ change, sequence }) ?? 0) > this.#longest) this.#journal = undefined;
  }
}
