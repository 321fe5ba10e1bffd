import { OrderedIndex, type Row } from './ordered-index.js';
import type { TableDefinition } from './tables.js';

/** Most groups have one row, like the aliases of a key: an index for it would take more memory than the row. */
type Group<R> = Row<R> | OrderedIndex<R>;

/** The records of one kind: O(1) by id, in order by group. */
export class Table<R> {
  #rows = new Map<string, Row<R> & { record: R }>();
  /** Whether `#rows` is in order: undoing a removal puts a row behind younger ones. */
  #inOrder = true;
  #highest = 0;
  readonly #indexes = new Map<string, Map<string, Group<R>>>();
  readonly #definition: TableDefinition<R>;

  constructor(definition: TableDefinition<R>) {
    this.#definition = definition;
    for (const name of Object.keys(definition.indexes ?? {})) this.#indexes.set(name, new Map());
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): R | undefined {
    return this.#rows.get(id)?.record;
  }

  /** The place of a record in the order. */
  placeOf(id: string): number | undefined {
    return this.#rows.get(id)?.sequence;
  }

  /** Sets the record of an id, or removes it; a new record takes the given place in the order. */
  set(from: R | undefined, to: R | undefined, sequence: number): void {
    if (from === undefined) {
      if (to !== undefined) this.#insert({ sequence, record: to });
      return;
    }
    const id = this.#definition.id(from);
    const row = this.#rows.get(id) as Row<R> & { record: R };
    if (to === undefined) this.#rows.delete(id);
    this.#reindex(row, from, to);
    if (to !== undefined) row.record = to;
  }

  group(index: string, group: string): OrderedIndex<R> | undefined {
    const found = this.#indexes.get(index)?.get(group);
    return found && indexOf(found);
  }

  /** The oldest record of a group that fits. */
  find(index: string, group: string, fits: (record: R) => boolean): R | undefined {
    const found = this.#indexes.get(index)?.get(group);
    if (found instanceof OrderedIndex) return found.find(fits);
    return found?.record !== undefined && fits(found.record) ? found.record : undefined;
  }

  /** All rows, oldest first. */
  rows(): IterableIterator<Row<R> & { record: R }> {
    if (!this.#inOrder) {
      this.#rows = new Map([...this.#rows].sort(([, a], [, b]) => a.sequence - b.sequence));
      this.#inOrder = true;
    }
    return this.#rows.values();
  }

  #insert(row: Row<R> & { record: R }): void {
    this.#rows.set(this.#definition.id(row.record), row);
    if (row.sequence < this.#highest) this.#inOrder = false;
    else this.#highest = row.sequence;
    this.#reindex(row, undefined, row.record);
  }

  #reindex(row: Row<R>, from: R | undefined, to: R | undefined): void {
    // The names of the Map: of the definition, `in` would also give what others add to Object.prototype.
    for (const name of this.#indexes.keys()) {
      const groupOf = this.#definition.indexes?.[name] as (record: R) => string | undefined;
      const before = from === undefined ? undefined : groupOf(from);
      const after = to === undefined ? undefined : groupOf(to);
      if (before === after) continue;
      const groups = this.#indexes.get(name) as Map<string, Group<R>>;
      if (before !== undefined) leave(groups, before, row.sequence);
      if (after !== undefined) join(groups, after, row);
    }
  }
}

function indexOf<R>(group: Group<R>): OrderedIndex<R> {
  return group instanceof OrderedIndex ? group : new OrderedIndex(group);
}

function join<R>(groups: Map<string, Group<R>>, name: string, row: Row<R>): void {
  const group = groups.get(name);
  if (group === undefined) {
    groups.set(name, row);
    return;
  }
  const index = indexOf(group);
  index.add(row);
  if (index !== group) groups.set(name, index);
}

function leave<R>(groups: Map<string, Group<R>>, name: string, sequence: number): void {
  const group = groups.get(name);
  if (group instanceof OrderedIndex) group.remove(sequence);
  if (!(group instanceof OrderedIndex) || group.size === 0) groups.delete(name);
}
