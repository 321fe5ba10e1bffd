import type {
  NewRow,
  RecordStore,
  RowChanges,
  RowRevision,
  RowWrite,
  StoredRow,
  StoredRows,
} from '../../ports/record-store.js';
import { beginReading, type Connection, read, transaction } from './connections.js';
import { type Listener, type Listening, listeningOf } from './listening.js';
import { type OpenWorld, openWorld } from './open-world.js';
import type { PostgresPool } from './postgres-pool.js';
import {
  type ChangeRow,
  changeOf,
  insertValues,
  type RecordRow,
  statementsOf,
  storedRowOf,
  writeValues,
} from './statements.js';
import { type Tables, tablesIn } from './tables.js';

/** So many rows are read or written at once. */
const CHUNK = 1000;

/** Which rows went is known for so many revisions, and looked at each time so many more were given. */
const KEPT_REVISIONS = 10_000;
const TRIMMED_EACH = 1000;

/** The rows of a world in a database that others write to as well. */
export class PostgresRows implements RecordStore {
  readonly name: string;
  readonly #pool: PostgresPool;
  readonly #world: string;
  readonly #tables: Tables;
  readonly #sql: ReturnType<typeof statementsOf>;
  readonly #listening: Listening;
  /** What stops each listener. */
  readonly #subscriptions = new Set<() => void>();
  #open: OpenWorld | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(pool: PostgresPool, world: string, schema: string) {
    this.name = `PostgreSQL world ${JSON.stringify(world)}`;
    this.#pool = pool;
    this.#world = world;
    this.#tables = tablesIn(schema);
    this.#sql = statementsOf(this.#tables);
    this.#listening = listeningOf(pool);
  }

  load(): Promise<StoredRows> {
    return this.#inTurn(async ({ id }) => {
      const connection = await beginReading(this.#pool);
      try {
        const revision = await this.#revision(connection, this.#sql.readRevision, id);
        await connection.query(this.#sql.openCursor, [id]);
        return { revision, rows: rowsOf(connection) };
      } catch (error) {
        await connection.end();
        throw error;
      }
    });
  }

  commit(writes: readonly RowWrite[], expectations: readonly RowRevision[]): Promise<number | 'conflict'> {
    return this.#inTurn(async ({ id, channel }) => {
      const first = await transaction(this.#pool, async (connection) => {
        const latest = await this.#revision(connection, this.#sql.lockWorld, id);
        const written = await connection.query(this.#sql.write, writeValues(id, latest, writes, expectations));
        if (written.length === 0) return false;
        await this.#trim(connection, id, latest, latest + writes.length);
        return latest + 1;
      });
      if (first === false) return 'conflict';
      this.#listening.tell(channel, first + writes.length - 1);
      return first;
    });
  }

  replaceAll(rows: readonly NewRow[]): Promise<number> {
    return this.#inTurn(async ({ id, channel }) => {
      const first = await transaction(this.#pool, async (connection) => {
        const latest = await this.#revision(connection, this.#sql.lockWorld, id);
        await connection.query(this.#sql.removeAll, [id]);
        for (let at = 0; at < rows.length; at += CHUNK) {
          await connection.query(this.#sql.insert, insertValues(id, latest + at, rows.slice(at, at + CHUNK)));
        }
        await connection.query(this.#sql.setReplaced, [id, latest + Math.max(rows.length, 1), latest + 1]);
        return latest + 1;
      });
      this.#listening.tell(channel, first + Math.max(rows.length, 1) - 1);
      return first;
    });
  }

  changesSince(revision: number): Promise<RowChanges | 'reload'> {
    return this.#inTurn(async ({ id, channel }) => {
      const found = await read<ChangeRow>(this.#pool, this.#sql.changes, [id, revision]);
      // What is committed from here on, nobody tells: it is asked for before the next answer.
      if (this.#subscriptions.size > 0 && !this.#listening.hears(channel)) this.#listening.tell(channel);
      const [world] = found;
      if (world === undefined) throw this.#gone();
      if (!world.is_known) return 'reload';
      const rows = found.flatMap((row) => (row.id === null ? [] : [changeOf(row)]));
      return { revision: Number(world.latest), rows };
    });
  }

  subscribe(listener: Listener): () => void {
    let stop: (() => void) | undefined;
    const unsubscribe = () => {
      stop?.();
      stop = () => {};
      this.#subscriptions.delete(unsubscribe);
    };
    this.#subscriptions.add(unsubscribe);
    const start = ({ channel }: OpenWorld) => {
      if (stop === undefined) stop = this.#listening.subscribe(channel, listener);
    };
    // Where it cannot be opened, who reads or writes is told why.
    if (this.#open !== undefined) start(this.#open);
    else this.#inTurn(async (world) => start(world)).catch(() => {});
    return unsubscribe;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    const closed = this.#last.then(() => {
      for (const unsubscribe of this.#subscriptions) unsubscribe();
    });
    this.#last = closed;
    return closed;
  }

  #inTurn<T>(work: (world: OpenWorld) => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      if (this.#isClosed) throw new Error('it is closed');
      this.#open ??= await openWorld(this.#pool, this.#tables, this.#world);
      return work(this.#open);
    });
    this.#last = done.catch(() => {});
    return done;
  }

  async #revision(connection: Connection, statement: string, id: string): Promise<number> {
    const [world] = await connection.query<{ revision: string }>(statement, [id]);
    if (world === undefined) throw this.#gone();
    return Number(world.revision);
  }

  #gone(): Error {
    return new Error('somebody has deleted it since it was opened');
  }

  async #trim(connection: Connection, id: string, before: number, now: number): Promise<void> {
    if (Math.floor(before / TRIMMED_EACH) === Math.floor(now / TRIMMED_EACH)) return;
    await connection.query(this.#sql.trim, [id, now - KEPT_REVISIONS]);
  }
}

/** The rows of a cursor. Its connection is free again when they are read, or when nobody wants more of them. */
async function* rowsOf(connection: Connection): AsyncGenerator<readonly StoredRow[]> {
  try {
    for (;;) {
      const rows = await connection.query<RecordRow & { record: string }>(`FETCH ${CHUNK} FROM all_records`);
      if (rows.length > 0) yield rows.map(storedRowOf);
      if (rows.length < CHUNK) return;
    }
  } finally {
    await connection.end();
  }
}
