import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { NewRow, RecordStore, RowRevision, RowWrite, StoredRow } from '../../ports/record-store.js';
import type { LevelDatabase, LevelOperation } from './level-database.js';
import { addSeal, rowSeal, takeSeal } from './row-seal.js';
import { HEAD_KEY, type Head, headText, keyOf, numbersOf, readHead, readRow, rowText, TEXTS } from './rows.js';

/** What is open, and how it is let go. */
export interface OpenDatabase {
  readonly database: LevelDatabase;
  /** A revision that the database has had, 0 where none is known, and the path of the file that says so. */
  readonly known?: { readonly revision: number; readonly from: string };
  /** Told a revision that the database is known to have had: at first, once it is a world's, that of before. */
  tell?(revision: number): Promise<void>;
  close(): Promise<void>;
}

/** So much is read at once: rows, and of those of a folder bytes. */
const CHUNK = 1000;
const CHUNK_BYTES = 2 ** 20;

/** So many rows are read on the spot, where the database can: that takes 0.1 ms, and a turn in another thread many times that. */
const ON_THE_SPOT = 256;

/** The rows of a store in a database, which is opened when it is first needed, and again after a failure. */
export class LevelRows implements RecordStore {
  readonly name: string;
  readonly #openDatabase: () => Promise<OpenDatabase>;
  #open: { readonly held: OpenDatabase; readonly database: LevelDatabase; head: Head } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(name: string, openDatabase: () => Promise<OpenDatabase>) {
    this.name = name;
    this.#openDatabase = openDatabase;
  }

  load() {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      const { head } = open;
      let isSound: boolean | undefined;
      return {
        revision: head.revision,
        rows: rowsOf(open.database, (seal) => {
          // Unless something was written meanwhile.
          if (open.head !== head) return;
          if (head.seal !== undefined) isSound = seal === head.seal;
          else open.head = { ...head, seal };
          if (isSound !== false) void open.held.tell?.(head.revision);
        }),
        ...(head.seal !== undefined && { isSound: () => isSound }),
      };
    });
  }

  commit(writes: readonly RowWrite[], expectations: readonly RowRevision[]) {
    return this.#inTurn(async () => {
      const { database, head } = await this.#opened();
      const names = [...writes, ...expectations];
      const keys = names.map(keyOf);
      const texts = await textsOf(database, keys);
      const known = texts.map(numbersOf);
      if (names.some(({ revision }, at) => revision !== known[at]?.revision)) return 'conflict' as const;
      const first = head.revision + 1;
      let { seal } = head;
      const operations = writes.map(({ record }, at): LevelOperation => {
        const [key, text] = [keys[at] as string, texts[at]];
        if (seal !== undefined && text !== undefined) seal = takeSeal(seal, rowSeal(key, text));
        if (record === undefined) return { type: 'del', key };
        const value = rowText(known[at]?.sequence || first + at, first + at, record);
        if (seal !== undefined) seal = addSeal(seal, rowSeal(key, value));
        return { type: 'put', key, value };
      });
      await this.#write(operations, { ...head, revision: head.revision + writes.length, seal });
      return first;
    });
  }

  replaceAll(rows: readonly NewRow[]) {
    return this.#inTurn(async () => {
      const { database, head } = await this.#opened();
      const first = head.revision + 1;
      const operations: LevelOperation[] = [];
      for await (const some of rowsOf(database)) {
        for (const row of some) operations.push({ type: 'del', key: keyOf(row) });
      }
      let seal = 0;
      for (const [at, row] of rows.entries()) {
        const [key, value] = [keyOf(row), rowText(first + at, first + at, row.record)];
        seal = addSeal(seal, rowSeal(key, value));
        operations.push({ type: 'put', key, value });
      }
      await this.#write(operations, { revision: head.revision + Math.max(rows.length, 1), replacedAt: first, seal });
      return first;
    });
  }

  changesSince(revision: number) {
    return this.#inTurn(async () => {
      const { head } = await this.#opened();
      // One process has the database. What it has not seen is a commit of which it was not told that it is there.
      return head.revision === revision ? { revision, rows: [] } : ('reload' as const);
    });
  }

  close(): Promise<void> {
    this.#isClosed = true;
    const closed = this.#last.then(() => this.#letGo());
    this.#last = closed.catch(() => {});
    return closed;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => {
      if (this.#isClosed) throw new Error('it is closed');
      return work();
    });
    this.#last = done.catch(() => {});
    return done;
  }

  async #opened() {
    if (this.#open !== undefined) return this.#open;
    const held = await this.#openDatabase();
    try {
      const head = await headOf(held);
      await held.tell?.(held.known?.revision ?? 0);
      this.#open = { held, database: held.database, head };
    } catch (error) {
      await held.close();
      throw error;
    }
    return this.#open;
  }

  /** What a failed write leaves behind shows when the database is opened anew. LevelDB itself refuses to go on before that. */
  async #write(operations: LevelOperation[], head: Head): Promise<void> {
    const open = await this.#opened();
    try {
      await open.database.batch([...operations, { type: 'put', key: HEAD_KEY, value: headText(head) }], {
        ...TEXTS,
        sync: true,
      });
    } catch (error) {
      await this.#letGo().catch(() => {});
      throw error;
    }
    open.head = head;
    void open.held.tell?.(head.revision);
  }

  async #letGo(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.held.close();
  }
}

/** Where localkms has written nothing yet, nobody else may have either. */
async function headOf({ database, known }: OpenDatabase): Promise<Head> {
  const text = await database.get(HEAD_KEY, TEXTS);
  if (text === undefined && !(await isEmpty(database))) {
    if (known !== undefined && known.revision > 0)
      throw new Error(`it is damaged: the value of ${HEAD_KEY} is missing`);
    throw new Error(
      'it has data of another program in it. Name an empty place, or, of a database that a program opened itself, give a sublevel',
    );
  }
  const head = text === undefined ? { revision: 0, replacedAt: 0, seal: 0 } : readHead(text);
  if (known === undefined || head.revision >= known.revision) return head;
  throw new Error(
    `it is damaged: its latest revision is ${head.revision}, and was ${known.revision} before, as ${known.from} says; what ` +
      'LevelDB takes for a write that was cut off, it leaves out. Put the whole folder back from a copy, or delete that ' +
      'file to go on with what is left',
  );
}

async function isEmpty(database: LevelDatabase): Promise<boolean> {
  const iterator = database.iterator(TEXTS);
  try {
    return (await iterator.nextv(1)).length === 0;
  } finally {
    await iterator.close();
  }
}

function textsOf(database: LevelDatabase, keys: string[]): MaybePromise<(string | undefined)[]> {
  // The types of what databases support do not have it yet.
  const { getSync } = (database.supports ?? {}) as { readonly getSync?: boolean };
  if (getSync !== true || keys.length > ON_THE_SPOT) return database.getMany(keys, TEXTS);
  return keys.map((key) => database.getSync?.(key, TEXTS));
}

/** @param onEnd told the seal of all rows, once all are read */
async function* rowsOf(
  database: LevelDatabase,
  onEnd: (seal: number) => void = () => {},
): AsyncGenerator<readonly StoredRow[]> {
  const iterator = database.iterator({ ...TEXTS, highWaterMarkBytes: CHUNK_BYTES });
  try {
    // The next ones are on their way while these are looked at.
    for (let next = iterator.nextv(CHUNK), seal = 0; ; ) {
      const entries = await next;
      if (entries.length === 0) {
        onEnd(seal);
        return;
      }
      next = iterator.nextv(CHUNK);
      // Who waits for it hears why it failed; nobody may.
      next.catch(() => {});
      const rows: StoredRow[] = [];
      for (const [key, text] of entries) {
        if (key === HEAD_KEY) continue;
        seal = addSeal(seal, rowSeal(key, text));
        rows.push(readRow(key, text));
      }
      yield rows;
    }
  } finally {
    await iterator.close();
  }
}
