import { clearError } from './clear-error.js';
import type { PostgresClient, PostgresPool } from './postgres-pool.js';

/** So many connections of a pool may be dead before one is taken for alive: as many as pools have by themselves, and one. */
const MOST_DEAD = 11;

/**
 * Where a row lock is what makes commits serial, each statement has to see what was committed before it. A process that stands
 * still in the middle of a commit, as in a debugger, must not keep others from writing for longer than this time.
 */
const READ_WRITE =
  'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL idle_in_transaction_session_timeout = 10000';
const ONE_MOMENT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export interface Connection {
  query<R = unknown>(text: string, values?: unknown[]): Promise<R[]>;
  /** Whether nothing can be asked on it any more. */
  readonly isBroken: boolean;
  /** Gives it back, with what it was doing undone where that was not ended. */
  end(): Promise<void>;
}

/** Carries out one statement that only reads. */
export async function read<R>(pool: PostgresPool, text: string, values: unknown[]): Promise<R[]> {
  const { connection, answer } = await ask<R>(pool, text, values);
  await connection.end();
  return answer;
}

/** A connection that sees the database as it is at its first statement. */
export async function beginReading(pool: PostgresPool): Promise<Connection> {
  return (await ask(pool, ONE_MOMENT)).connection;
}

/**
 * Carries out work in one transaction.
 * @param work what it returns is returned once that is durable; where it is false, everything is undone
 */
export async function transaction<T>(pool: PostgresPool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const { connection } = await ask(pool, READ_WRITE);
  try {
    const done = await work(connection);
    if (done !== false) await connection.query('COMMIT');
    return done;
  } finally {
    await connection.end();
  }
}

/** Asks something that may be asked twice: a connection may have broken while nobody used it, which its pool has not yet seen. */
async function ask<R>(pool: PostgresPool, text: string, values?: unknown[]) {
  for (let dead = 0; ; dead++) {
    const connection = await connect(pool);
    try {
      return { connection, answer: await connection.query<R>(text, values) };
    } catch (error) {
      await connection.end();
      if (!connection.isBroken || dead >= MOST_DEAD) throw error;
    }
  }
}

async function connect(pool: PostgresPool): Promise<Connection> {
  const client = await taken(pool);
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

  return {
    query,
    get isBroken() {
      return isBroken;
    },
    end,
  };
}

async function taken(pool: PostgresPool): Promise<PostgresClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw clearError(error);
  }
}

/** Codes with which a server ends a connection (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const ENDS = /^(08|25P0[34]|57P)/;

/** Whether the server refused a statement, and goes on with others. Its `severity` is in the language of the server. */
function isRefusal(error: unknown): boolean {
  const { severity, code = '' } = error as { readonly severity?: string; readonly code?: string };
  return severity !== undefined && !ENDS.test(code);
}
