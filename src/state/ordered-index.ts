/** A record and its place in the order of creation; `record` is undefined once it has left the index. */
export interface Row<R> {
  readonly sequence: number;
  record: R | undefined;
}

/** Of so many late rows each is put where it belongs as it comes; so many holes are left. */
const FEW = 32;

/** Rows in order of creation: O(1) at the end, O(log n) to find a place, pages without copying the rest. */
export class OrderedIndex<R> {
  #rows: Row<R>[];
  #holes = 0;
  /** How many have come late since all were sorted. After many, as from a store, they are sorted when somebody looks. */
  #late = 0;

  constructor(first: Row<R>) {
    this.#rows = [first];
  }

  get size(): number {
    return this.#rows.length - this.#holes;
  }

  add(row: Row<R>): this {
    const last = this.#rows.at(-1);
    if (last === undefined || last.sequence < row.sequence || ++this.#late > FEW) this.#rows.push(row);
    else this.#rows.splice(this.#firstAfter(row.sequence), 0, row);
    return this;
  }

  /** Leaves a hole but at the end, since moving all that follows costs more; holes go when they are half of the rows. */
  remove(sequence: number): void {
    const at = this.#firstAfter(sequence) - 1;
    if (this.#rows[at]?.sequence !== sequence) return;
    if (at === this.#rows.length - 1) {
      this.#rows.pop();
      return;
    }
    this.#rows[at] = { sequence, record: undefined };
    this.#holes++;
    if (this.#holes > FEW && this.#holes * 2 > this.#rows.length) {
      this.#rows = this.#rows.filter(hasRecord);
      this.#holes = 0;
    }
  }

  /** Rows after that place, in order. */
  *after(sequence: number): Generator<Row<R> & { record: R }> {
    for (let at = this.#firstAfter(sequence); at < this.#rows.length; at++) {
      const row = this.#rows[at];
      if (hasRecord(row)) yield row;
    }
  }

  /** The first record that fits. */
  find(fits: (record: R) => boolean): R | undefined {
    for (const { record } of this.after(0)) if (fits(record)) return record;
    return undefined;
  }

  #firstAfter(sequence: number): number {
    if (this.#late > FEW) {
      this.#rows.sort((a, b) => a.sequence - b.sequence);
      this.#late = 0;
    }
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.#rows[middle];
      if (row !== undefined && row.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function hasRecord<R>(row: Row<R> | undefined): row is Row<R> & { record: R } {
  return row?.record !== undefined;
}
