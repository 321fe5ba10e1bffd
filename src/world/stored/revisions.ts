import type { RowName, StoredRow } from '../../ports/record-store.js';
import type { State } from '../../state/state.js';
import { TABLES, type TableName } from '../../state/tables.js';

/** What was read from a store, as far as its revisions go: most rows have been written once, and their place tells it. */
export interface LoadedRevisions {
  readonly latest: number;
  /** The rows that are in no table of the state, and those that were written again after they came. */
  readonly others: readonly Pick<StoredRow, 'table' | 'id' | 'revision'>[];
}

/** The revision of each row that the world knows. */
export class Revisions {
  readonly #state: State;
  /** What the places of records do not tell. */
  #tables = new Map<string, Map<string, number>>();
  /** Records with a place up to this were loaded; younger ones, such as a last usage, the store may not have yet. */
  #loaded = 0;
  /** The latest revision of the store up to which the world has seen all. */
  latest = 0;

  constructor(state: State) {
    this.#state = state;
  }

  /** 0 where there is no such row. */
  of({ table, id }: RowName): number {
    return this.#tables.get(table)?.get(id) ?? this.#ofLoaded(table, id);
  }

  /** `revision` 0: there no longer is such a row. */
  set({ table, id }: RowName, revision: number): void {
    if (this.#ofLoaded(table, id) === 0 && revision === 0) {
      this.#tables.get(table)?.delete(id);
      return;
    }
    const known = this.#tables.get(table);
    if (known === undefined) this.#tables.set(table, new Map([[id, revision]]));
    else known.set(id, revision);
  }

  clear(): void {
    this.#tables = new Map();
    this.#loaded = 0;
  }

  /** Takes those of a store that was read whole, in the place of all. */
  replaceBy({ latest, others }: LoadedRevisions): void {
    this.clear();
    for (const row of others) this.set(row, row.revision);
    this.#loaded = latest;
    this.latest = latest;
  }

  #ofLoaded(table: string, id: string): number {
    if (this.#loaded === 0) return 0;
    // Rows of the world's own table are in none of the state.
    const place = Object.hasOwn(TABLES, table) ? this.#state.placeOf(table as TableName, id) : undefined;
    return place !== undefined && place <= this.#loaded ? place : 0;
  }
}
