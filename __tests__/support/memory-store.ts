import type {
  NewRow,
  RecordStore,
  RemovedRow,
  RowName,
  RowRevision,
  RowWrite,
  StoredRow,
} from '../../src/ports/record-store.js';

/** What several stores share, as processes share a database. */
export interface MemoryDatabase {
  /** Another store over the same rows. */
  store(): RecordStore;
  /** The next of these methods fail so, before or after they have done their work. */
  fail(method: 'load' | 'commit' | 'replaceAll' | 'changesSince', error: Error, when?: 'before' | 'after'): void;
  /** Rows as they are, without asking a store. */
  rows(): StoredRow[];
  /** How often each method was called. */
  readonly calls: { load: number; commit: number; replaceAll: number; changesSince: number };
  /** Lets no commit end until the function returned is called. */
  hold(): () => void;
}

/** The reference of what a record store does, and a store that fails when it is told to. */
export function memoryDatabase(name = 'memory'): MemoryDatabase {
  let rows = new Map<string, StoredRow>();
  let removed = new Map<string, RemovedRow>();
  let latest = 0;
  let replacedAt = 0;
  let held: Promise<void> | undefined;
  const listeners = new Set<(revision?: number) => void>();
  const failures: { method: string; error: Error; when: 'before' | 'after' }[] = [];
  const calls = { load: 0, commit: 0, replaceAll: 0, changesSince: 0 };

  function failing(method: string, when: 'before' | 'after'): void {
    const at = failures.findIndex((failure) => failure.method === method && failure.when === when);
    if (at >= 0) throw failures.splice(at, 1)[0]?.error;
  }

  function put({ table, id, record }: NewRow | RowWrite): void {
    const key = keyOf({ table, id });
    const revision = ++latest;
    if (record === undefined) {
      rows.delete(key);
      removed.set(key, { table, id, revision });
      return;
    }
    removed.delete(key);
    rows.set(key, { table, id, sequence: rows.get(key)?.sequence ?? revision, revision, record: copyOf(record) });
  }

  function isAt(row: RowRevision): boolean {
    return (rows.get(keyOf(row))?.revision ?? 0) === row.revision;
  }

  function tell(): void {
    for (const listener of listeners) listener(latest);
  }

  /** One method of a store, which takes its time and may be told to fail. */
  function method<A extends unknown[], R>(
    called: keyof typeof calls,
    isClosed: () => boolean,
    work: (...given: A) => R,
  ) {
    return async (...given: A): Promise<R> => {
      calls[called]++;
      await new Promise(setImmediate);
      if (called === 'commit') await held;
      if (isClosed()) throw new Error(`${name} is closed`);
      failing(called, 'before');
      const answer = work(...given);
      failing(called, 'after');
      return answer;
    };
  }

  function store(): RecordStore {
    const own = new Set<(revision?: number) => void>();
    let closed = false;
    const isClosed = () => closed;
    return {
      name,
      load: method('load', isClosed, () => ({ revision: latest, rows: chunks([...rows.values()].map(copyOf)) })),
      commit: method('commit', isClosed, (writes: readonly RowWrite[], expectations: readonly RowRevision[]) => {
        if (![...writes, ...expectations].every(isAt)) return 'conflict' as const;
        const first = latest + 1;
        for (const write of writes) put(write);
        tell();
        return first;
      }),
      replaceAll: method('replaceAll', isClosed, (given: readonly NewRow[]) => {
        replacedAt = latest + 1;
        rows = new Map();
        removed = new Map();
        for (const row of given) put(row);
        latest = Math.max(latest, replacedAt);
        tell();
        return replacedAt;
      }),
      changesSince: method('changesSince', isClosed, (revision: number) => {
        if (revision < replacedAt) return 'reload' as const;
        const all = [...rows.values(), ...removed.values()].filter((row) => row.revision > revision);
        return { revision: latest, rows: all.map(copyOf) };
      }),
      subscribe(listener) {
        listeners.add(listener);
        own.add(listener);
        return () => {
          listeners.delete(listener);
          own.delete(listener);
        };
      },
      async close() {
        closed = true;
        for (const listener of own) listeners.delete(listener);
      },
    };
  }

  return {
    store,
    fail: (called, error, when = 'before') => void failures.push({ method: called, error, when }),
    rows: () => [...rows.values()].map(copyOf),
    calls,
    hold() {
      let release = () => {};
      held = new Promise<void>((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
  };
}

function keyOf({ table, id }: RowName): string {
  return `${table}\0${id}`;
}

function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

async function* chunks(rows: readonly StoredRow[]): AsyncGenerator<readonly StoredRow[]> {
  for (let at = 0; at < rows.length; at += 100) yield rows.slice(at, at + 100);
}
