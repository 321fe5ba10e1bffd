import { type Connection, read, transaction } from './connections.js';
import type { PostgresPool } from './postgres-pool.js';
import { statementsOf } from './statements.js';
import { createSchema, createTables, LAYOUT, type Tables } from './tables.js';

/** A world that has its row. */
export interface OpenWorld {
  readonly id: string;
  /** Where its commits are told. Of the database alone, whatever its schemas are called. */
  readonly channel: string;
}

interface FoundWorld {
  readonly id: string;
  readonly tableoid: string;
  readonly layout: number;
}

/** Only one process at a time creates tables: PostgreSQL itself may fail where two do. Any number that nobody else has. */
const CREATING = 0x6b6d73;

/** Finds a world, or begins it, and creates the tables where there are none. */
export async function openWorld(pool: PostgresPool, tables: Tables, name: string): Promise<OpenWorld> {
  try {
    return await findWorld(pool, tables, name);
  } catch (error) {
    if (codeOf(error) !== UNDEFINED_TABLE) throw inOtherWords(error, `it may not use the tables of ${tables.schema}`);
  }
  try {
    await transaction(pool, (connection) => create(connection, tables));
  } catch (error) {
    throw inOtherWords(
      error,
      `it may not create its tables in the schema ${tables.schema}. Let somebody who may run what postgresStore.sql() returns`,
    );
  }
  return findWorld(pool, tables, name);
}

async function findWorld(pool: PostgresPool, tables: Tables, name: string): Promise<OpenWorld> {
  const { findWorld, addWorld } = statementsOf(tables);
  const find = () => read<FoundWorld>(pool, findWorld, [name]);
  let [found] = await find();
  if (found === undefined) {
    // Another process may be faster.
    await transaction(pool, (connection) => connection.query(addWorld, [name]));
    [found] = await find();
  }
  if (found === undefined) throw new Error('somebody deletes it while it is opened');
  const { id, tableoid, layout } = found;
  if (layout > LAYOUT) {
    throw new Error(
      `a newer version of localkms made its tables: they are of layout ${layout}, known here is ${LAYOUT}`,
    );
  }
  return { id, channel: `localkms_${tableoid}_${id}` };
}

async function create(connection: Connection, tables: Tables): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [CREATING]);
  // Who has a schema to create tables in need not have the right to create schemas, which IF NOT EXISTS asks for.
  const [found] = await connection.query<{ is_there: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS is_there', [
    tables.schema,
  ]);
  if (!found?.is_there) await connection.query(createSchema(tables));
  for (const statement of createTables(tables)) await connection.query(statement);
}

const UNDEFINED_TABLE = '42P01';
const INSUFFICIENT_PRIVILEGE = '42501';

function inOtherWords(error: unknown, sentence: string): unknown {
  if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) return error;
  return Object.assign(new Error(sentence, { cause: error }), { code: INSUFFICIENT_PRIVILEGE });
}

function codeOf(error: unknown): string | undefined {
  return (error as { readonly code?: string }).code;
}
