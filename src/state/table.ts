import { OrderedIndex, type Row } from './ordered-index.js';
import type { TableDefinition } from './tables.js';

/** Most groups have one row, like the aliases of a key: an index for it would take more memory than the row. */
type Group<R> = Placed<R> | OrderedIndex<R>;

type Placed<R> = Row<R> & { record: R };

interface Index<R> {
  readonly groupOf: (record: R) => string | undefined;
  readonly groups: Map<string, Group<R>>;
}

/** The records of one kind: O(1) by id, in order by group. */
export class Table<R extends object> {
  #rows = new Map<string, Placed<R>>();
  /** Whether `#rows` is in order: undoing a removal puts a row behind younger ones. */
  #inOrder = true;
  #highest = 0;
  readonly #indexes = new Map<string, Index<R>>();
  readonly #definition: TableDefinition<R>;

  constructor(definition: TableDefinition<R>) {
    this.#definition = definition;
    // A Map: of the definition, `in` would also give what others add to Object.prototype.
    for (const [name, groupOf] of Object.entries(definition.indexes ?? {})) {
      this.#indexes.set(name, { groupOf, groups: new Map() });
    }
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
    // One of the two is there.
    const id = this.#definition.id((from ?? to) as R);
    let row: Placed<R>;
    if (from === undefined) {
      row = { sequence, record: to as R };
      this.#rows.set(id, row);
      if (sequence < this.#highest) this.#inOrder = false;
      else this.#highest = sequence;
    } else {
      row = this.#rows.get(id) as Placed<R>;
      if (to === undefined) this.#rows.delete(id);
    }
    for (const { groupOf, groups } of this.#indexes.values()) {
      const before = from && groupOf(from);
      const after = to && groupOf(to);
      if (before === after) continue;
      if (before !== undefined) leave(groups, before, row.sequence);
      if (after !== undefined) join(groups, after, row);
    }
    if (to !== undefined) row.record = to;
  }

  group(index: string, group: string): OrderedIndex<R> | undefined {
    const found = this.#indexes.get(index)?.groups.get(group);
    return found && (found instanceof OrderedIndex ? found : new OrderedIndex(found));
  }

  /** The oldest record of a group that fits. */
  find(index: string, group: string, fits: (record: R) => boolean): R | undefined {
    const found = this.#indexes.get(index)?.groups.get(group);
    if (found instanceof OrderedIndex) return found.find(fits);
    return found && fits(found.record) ? found.record : undefined;
  }

  /** All rows, oldest first. */
  rows(): IterableIterator<Placed<R>> {
    if (!this.#inOrder) {
      this.#rows = new Map([...this.#rows].sort(([, a], [, b]) => a.sequence - b.sequence));
      this.#inOrder = true;
    }
    return this.#rows.values();
  }
}

function join<R>(groups: Map<string, Group<R>>, name: string, row: Placed<R>): void {
  const group = groups.get(name);
  if (group instanceof OrderedIndex) group.add(row);
  else groups.set(name, group === undefined ? row : new OrderedIndex(group).add(row));
}

function leave<R>(groups: Map<string, Group<R>>, name: string, sequence: number): void {
  const group = groups.get(name);
  if (group instanceof OrderedIndex) {
    group.remove(sequence);
    if (group.size > 0) return;
  }
  groups.delete(name);
}
