import type { RowName } from '../../ports/record-store.js';

/** The revision of each row that the world knows. */
export class Revisions {
  #tables = new Map<string, Map<string, number>>();
  /** The latest revision of the store up to which the world has seen all. */
  latest = 0;

  /** 0 where there is no such row. */
  of({ table, id }: RowName): number {
    return this.#tables.get(table)?.get(id) ?? 0;
  }

  /** `revision` 0: there no longer is such a row. */
  set({ table, id }: RowName, revision: number): void {
    if (revision === 0) {
      this.#tables.get(table)?.delete(id);
      return;
    }
    const known = this.#tables.get(table);
    if (known === undefined) this.#tables.set(table, new Map([[id, revision]]));
    else known.set(id, revision);
  }

  clear(): void {
    this.#tables = new Map();
  }

  /** Takes over those of a store that was read anew, which are nobody else's. */
  replaceBy(others: Revisions): void {
    this.#tables = others.#tables;
    this.latest = others.latest;
  }
}
