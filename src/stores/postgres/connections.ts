import { clearError } from './clear-error.js';
import type { PostgresPool } from './postgres-pool.js';

/** So many connections of a pool may be dead before one is taken for alive: as many as pools have by themselves, and one. */
const MOST_DEAD = 11;

/** Where a row lock is what makes commits serial, each statement has to see what was committed before it. */
const READ_WRITE = 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE';
export const ONE_MOMENT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export interface Connection {
  query<R = unknown>(text: string, values?: unknown[]): Promise<R[]>;
  /** Gives it back, with what it was doing undone where that was not ended. */
  end(): Promise<void>;
}

/** A connection on which a transaction has begun. */
export async function begin(pool: PostgresPool, how: string): Promise<Connection> {
  for (let dead = 0; ; dead++) {
    const connection = await connect(pool);
    try {
      await connection.query(how);
      return connection;
    } catch (error) {
      // It broke while nobody used it, which its pool has not yet seen. Nothing was done on it.
      await connection.end();
      if (dead >= MOST_DEAD) throw error;
    }
  }
}

/**
 * Carries out work in one transaction.
 * @param work what it returns is returned once that is durable; where it is false, everything is undone
 */
export async function transaction<T>(pool: PostgresPool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await begin(pool, READ_WRITE);
  try {
    const done = await work(connection);
    if (done !== false) await connection.query('COMMIT');
    return done;
  } finally {
    await connection.end();
  }
}

async function connect(pool: PostgresPool): Promise<Connection> {
  const client = await pool.connect().catch((error) => {
    throw clearError(error);
  });
  let isBroken = false;
  let isInTransaction = false;
  let isEnded = false;
  // Without a listener, a connection that breaks between two statements would end the program.
  const broken = () => {
    isBroken = true;
  };
  client.on('error', broken);

  async function query<R>(text: string, values?: unknown[]): Promise<R[]> {
    if (isEnded) throw new Error('it is closed');
    if (text.startsWith('BEGIN')) isInTransaction = true;
    try {
      const { rows } = await client.query(text, values);
      if (text === 'COMMIT' || text === 'ROLLBACK') isInTransaction = false;
      // Each statement knows what it returns.
      return rows as R[];
    } catch (error) {
      if (!isRefusal(error)) isBroken = true;
      throw clearError(error);
    }
  }

  async function end(): Promise<void> {
    if (isEnded) return;
    if (isInTransaction && !isBroken) await query('ROLLBACK').catch(broken);
    isEnded = true;
    client.removeListener('error', broken);
    client.release(isBroken || isInTransaction);
  }

  return { query, end };
}

/** Whether the server refused a statement, and goes on with others: anything else breaks the connection. */
function isRefusal(error: unknown): boolean {
  return (error as { readonly severity?: string }).severity === 'ERROR';
}
