import type { NewRow, RecordStore, RemovedRow, RowRevision, RowWrite, StoredRow } from '../../ports/record-store.js';
import type { Change } from '../../state/changes.js';
import type { LastUsageRecord } from '../../state/records/last-usage.js';
import type { AcceptedRow, State } from '../../state/state.js';
import { idOf, TABLES } from '../../state/tables.js';
import type { FilledTables } from './filled-tables.js';
import { FORM_ROW, PARTICULARS, type ParticularRows } from './particular-rows.js';
import { readStore, refuseEmptied, refuseNewer } from './read-store.js';
import type { Revisions } from './revisions.js';
import { commitOf } from './row-writes.js';
import { StoreError } from './store-error.js';

/** So often in a row a store may answer conflict although nothing has changed: more is no conflict, but damage. */
const MOST_CONFLICTS = 3;

/** Keeps the tables of a world and its store the same. Its methods are called one at a time. */
export class StoreMirror {
  readonly #state: State;
  readonly #store: RecordStore;
  readonly #revisions: Revisions;
  readonly #particulars: ParticularRows;
  /** The latest revision of which the store has told. */
  #told = 0;
  #isReading = false;
  /** After a failure: whether the store did what it was asked, only it knows. */
  #inDoubt = false;
  /** The world was reset or restored, and the store has not yet what it is now. */
  #replaced = false;
  #conflicts = 0;
  /** Why nothing can go on any more. */
  #end: { readonly error: unknown } | undefined;

  constructor(state: State, store: RecordStore, revisions: Revisions, particulars: ParticularRows) {
    this.#state = state;
    this.#store = store;
    this.#revisions = revisions;
    this.#particulars = particulars;
  }

  /** The store tells: there is something up to this revision, or there may be. */
  tell(revision = Number.POSITIVE_INFINITY): void {
    this.#told = Math.max(this.#told, revision);
  }

  /** The world tells: all that is in memory is to be in the store, and nothing else. */
  replace(): void {
    this.#replaced = true;
  }

  /** Whether the store has not yet what the world was replaced by. */
  get isReplaced(): boolean {
    return this.#replaced;
  }

  /** Whether calls, also those that only read, have to wait for `catchUp`. */
  get isBehind(): boolean {
    return this.#told > this.#revisions.latest || this.#isReading || this.#replaced || this.#end !== undefined;
  }

  /** Gives the store what it lacks after `replace`, and reads what others have written. */
  async catchUp(): Promise<void> {
    if (this.#end !== undefined) throw this.#end.error;
    while (this.#replaced) await this.#replaceAll();
    if (!this.#inDoubt && this.#told <= this.#revisions.latest) return;
    // What is told from here on is asked for another time.
    this.#told = 0;
    this.#isReading = true;
    try {
      const news = await this.#ask('cannot be read', () => this.#store.changesSince(this.#revisions.latest));
      this.#inDoubt = false;
      if (news === 'reload') await this.#reload();
      else {
        this.#bringIn(news.rows);
        this.#revisions.latest = news.revision;
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Writes changes, and with them the particulars that have changed; false where the calls have to start over. */
  commit(changes: readonly Change[]): Promise<boolean> {
    const { writes, expectations } = commitOf(changes, this.#revisions);
    return this.#commit(writes, expectations);
  }

  /** Writes the last usages of some keys, as they are now. */
  async writeUsages(keyArns: readonly string[]): Promise<boolean> {
    await this.catchUp();
    const rows = keyArns.filter((arn) => this.#state.get('keys', arn) && this.#state.get('lastUsages', arn));
    const at = (table: string, id: string) => ({ table, id, revision: this.#revisions.of({ table, id }) });
    const writes = rows.map((id) => ({ ...at('lastUsages', id), record: this.#state.get('lastUsages', id) }));
    // A key that another process has deleted must not leave a last usage behind.
    return this.#commit(
      writes,
      rows.map((id) => at('keys', id)),
    );
  }

  /** Takes what the store has in the place of all that is here. */
  adopt({ contents, particulars, revisions }: FilledTables, opening = false): void {
    this.#state.reload(contents, revisions.latest + 1);
    this.#revisions.replaceBy(revisions);
    this.#particulars.forget();
    for (const particular of particulars) this.#particulars.adopt(particular, opening);
  }

  async #commit(changed: readonly RowWrite[], expectations: readonly RowRevision[]): Promise<boolean> {
    const writes = [...this.#particulars.writes(), ...changed];
    if (writes.length === 0) return true;
    const { epoch } = this.#state;
    const first = await this.#ask('cannot be written', () => this.#store.commit(writes, expectations));
    if (first === 'conflict') {
      await this.#afterConflict();
      return false;
    }
    this.#conflicts = 0;
    const last = first + writes.length - 1;
    if (first === this.#revisions.latest + 1) this.#revisions.latest = last;
    else this.tell(last);
    // What was reset or restored meanwhile is written anew, as it is now.
    if (this.#state.epoch !== epoch) return false;
    this.#take(writes.map((write, at) => ({ ...write, revision: first + at, isNew: write.revision === 0 })));
    return true;
  }

  async #afterConflict(): Promise<void> {
    const { latest } = this.#revisions;
    this.#inDoubt = true;
    await this.catchUp();
    if (latest !== this.#revisions.latest) return;
    if (++this.#conflicts > MOST_CONFLICTS) {
      const cause = new Error('its rows are not what it told. Has another program written to it?');
      throw new StoreError(this.#store.name, 'cannot be written', cause);
    }
    await this.#reload();
  }

  async #reload(): Promise<void> {
    const read = await this.#orEnd(() => readStore(this.#store, () => this.#state.newContents()));
    this.adopt(await this.#orEnd(async () => read ?? refuseEmptied(this.#store.name)));
  }

  /** What others have written. */
  #bringIn(rows: readonly (StoredRow | RemovedRow)[]): void {
    const unseen = rows.filter((row) => row.revision > this.#revisions.of(row));
    for (const { table, id, record } of unseen) {
      if (table !== PARTICULARS || record === undefined) continue;
      if (id === FORM_ROW) this.#refuseNewer(record);
      this.#particulars.adopt({ id, record });
    }
    this.#take(unseen.map((row) => ({ ...row, isNew: this.#revisions.of(row) === 0 })));
  }

  /** Brings rows into memory that are in the store; a new one takes the place that it has there. */
  #take(rows: readonly ((StoredRow | RemovedRow | RowWrite) & { isNew: boolean; sequence?: number })[]): void {
    const accepted: AcceptedRow[] = [];
    for (const { table, id, record, revision, sequence = revision, isNew } of rows) {
      this.#revisions.set({ table, id }, record === undefined ? 0 : revision);
      if (table === PARTICULARS && record !== undefined) this.#particulars.note(id, record);
      if (!Object.hasOwn(TABLES, table) || this.#isOlderUsage(table, id, record)) continue;
      accepted.push({ table, id, record, sequence: isNew ? sequence : undefined } as AcceptedRow);
    }
    this.#state.accept(accepted);
  }

  /** Several processes use a key: the latest usage counts. */
  #isOlderUsage(table: string, id: string, record: unknown): boolean {
    const known = table === 'lastUsages' && record !== undefined ? this.#state.get(table, id) : undefined;
    return known !== undefined && (record as LastUsageRecord).Timestamp < known.Timestamp;
  }

  async #replaceAll(): Promise<void> {
    const { epoch } = this.#state;
    const particulars = this.#particulars.values().map((one) => ({ table: PARTICULARS, ...one }));
    const rows: NewRow[] = [...particulars, ...recordRows(this.#state)];
    const first = await this.#ask('cannot be written', () => this.#store.replaceAll(rows));
    this.#revisions.clear();
    this.#revisions.latest = first + rows.length - 1;
    this.#inDoubt = false;
    this.#particulars.forget();
    // Reset or restored another time: what is in the store now is not what is to be.
    if (this.#state.epoch !== epoch) return;
    this.#replaced = false;
    this.#take(rows.map((row, at) => ({ ...row, revision: first + at, isNew: true })));
  }

  #refuseNewer(form: unknown): void {
    try {
      refuseNewer(this.#store.name, form as number);
    } catch (error) {
      this.#end = { error };
      throw error;
    }
  }

  async #ask<T>(failed: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      this.#inDoubt = true;
      throw new StoreError(this.#store.name, failed, cause);
    }
  }

  /** What is no failure of the store, such as damage, is no better the next time. */
  async #orEnd<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (StoreError.mayPass(error)) this.#inDoubt = true;
      else this.#end = { error };
      throw error;
    }
  }
}

/** All records, in order of creation. */
function recordRows(state: State): NewRow[] {
  return Object.entries(state.snapshot().tables)
    .flatMap(([table, rows]) => rows.map(([sequence, record]) => ({ table, sequence, record })))
    .sort((one, other) => one.sequence - other.sequence)
    .map(({ table, record }) => ({ table, id: idOf(table as keyof typeof TABLES, record as never), record }));
}
