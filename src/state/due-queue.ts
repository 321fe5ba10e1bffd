import type { TableName } from './tables.js';

/** Names the record that becomes due, and when: milliseconds since the epoch. */
export interface DueRecord<T extends TableName = TableName> {
  readonly table: T;
  readonly id: string;
  readonly at: number;
}

/** Where there is no entry, never. */
function dateAt(heap: readonly DueRecord[], place: number): number {
  return heap[place]?.at ?? Number.POSITIVE_INFINITY;
}

/** So few entries are not worth a look. */
const FEW = 64;

/**
 * What becomes due when, the earliest first: a binary heap. Nothing is searched for and taken out when its date changes:
 * `holds` tells of an entry whether it is still true.
 */
export class DueQueue {
  readonly #holds: (due: DueRecord) => boolean;
  #heap: DueRecord[] = [];
  /** Where there are more entries, the queue is looked through for those that no longer hold. */
  #most = FEW;

  constructor(holds: (due: DueRecord) => boolean) {
    this.#holds = holds;
  }

  get size(): number {
    return this.#heap.length;
  }

  add(due: DueRecord): void {
    const heap = this.#heap;
    let child = heap.length;
    heap.push(due);
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (dateAt(heap, parent) <= due.at) break;
      this.#swap(parent, child);
      child = parent;
    }
    if (heap.length > this.#most) this.#tidy();
  }

  /** The earliest that is due by `now`; undefined when there is none. It stays the next one while it holds. */
  next(now: number): DueRecord | undefined {
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      if (this.#holds(first)) return first;
      this.#takeFirst();
    }
    return undefined;
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  /** Keeps one entry of each record that is still due then. */
  #tidy(): void {
    const known = new Set<string>();
    const kept = this.#heap.filter((due) => {
      const name = `${due.table} ${due.id}`;
      if (known.has(name) || !this.#holds(due)) return false;
      known.add(name);
      return true;
    });
    // In order of date, a list is a heap.
    this.#heap = kept.sort((a, b) => a.at - b.at);
    this.#most = 2 * kept.length + FEW;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = dateAt(heap, right) < dateAt(heap, left) ? right : left;
      if (dateAt(heap, parent) <= dateAt(heap, child)) return;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a] as DueRecord;
    this.#heap[a] = this.#heap[b] as DueRecord;
    this.#heap[b] = kept;
  }
}
