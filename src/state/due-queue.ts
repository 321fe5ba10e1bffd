interface Due<T> {
  readonly at: number;
  readonly what: T;
}

/** What becomes due when, the earliest first: a binary heap. Entries are hints; the record itself decides when popped. */
export class DueQueue<T> {
  readonly #heap: Due<T>[] = [];

  /** Milliseconds since the epoch; Infinity when nothing is waiting. */
  get earliest(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, what: T): void {
    const heap = this.#heap;
    let child = heap.length;
    heap.push({ at, what });
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if ((heap[parent] as Due<T>).at <= at) break;
      this.#swap(parent, child);
      child = parent;
    }
  }

  /** Takes out the earliest; undefined when nothing is waiting. */
  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first.what;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && (heap[right] as Due<T>).at < (heap[left] as Due<T>).at ? right : left;
      if ((heap[parent] as Due<T>).at <= (heap[child] as Due<T>).at) return;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a] as Due<T>;
    this.#heap[a] = this.#heap[b] as Due<T>;
    this.#heap[b] = kept;
  }
}
