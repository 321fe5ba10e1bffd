import type { RecordStore } from '../../ports/record-store.js';
import type { PostgresPool } from './postgres-pool.js';
import { PostgresRows } from './postgres-rows.js';
import { sqlOf } from './tables.js';

export type {
  NewRow,
  RecordStore,
  RemovedRow,
  RowChanges,
  RowName,
  RowRevision,
  RowWrite,
  StoredRecord,
  StoredRow,
  StoredRows,
} from '../../ports/record-store.js';
export type { PostgresClient, PostgresNotification, PostgresPool } from './postgres-pool.js';

export interface PostgresStoreOptions {
  /**
   * A `Pool` of the package `pg`, with room for 2 connections or more; any number of stores may share it. It stays yours: end
   * it after `kms.close()`.
   */
  readonly pool: PostgresPool;
  /** Which world of the database, 1 to 200 characters. One that is not there begins empty. Default: `default`. */
  readonly world?: string;
  /** The schema that its tables are in, at most 63 bytes. Default: `localkms`. */
  readonly schema?: string;
}

/** Makes stores in a PostgreSQL database, from version 13. */
export interface PostgresStore {
  /**
   * A store that any number of processes share, on any number of machines. It creates its tables when it is first opened, where
   * they are not there. It is opened by the world that it is given to, and lets go of its connections at `kms.close()`.
   * @throws TypeError for what is no option, before anything is opened
   * @example localKms({ store: postgresStore({ pool: new Pool({ connectionString }), world: 'team' }) })
   */
  (options: PostgresStoreOptions): RecordStore;
  /**
   * What creates the tables, for a database in which the program may not: SQL that may be run again, each statement ended by
   * a semicolon.
   * @param options `schema` as in the options of the store
   * @example writeFileSync('migrations/localkms.sql', postgresStore.sql())
   */
  sql(options?: Pick<PostgresStoreOptions, 'schema'>): string;
}

const DEFAULT_SCHEMA = 'localkms';
const LONGEST_WORLD = 200;
/** PostgreSQL cuts off what is longer (NAMEDATALEN). */
const LONGEST_SCHEMA_BYTES = 63;

export const postgresStore: PostgresStore = Object.assign(
  function postgresStore(options: PostgresStoreOptions): RecordStore {
    checkNames('postgresStore', options, ['pool', 'world', 'schema']);
    const { pool, world = 'default', schema = DEFAULT_SCHEMA } = options;
    if (typeof pool?.connect !== 'function' || typeof pool.on !== 'function') {
      throw new TypeError('[localkms] postgresStore: pool: expected a Pool of the package pg');
    }
    if (pool.options?.max !== undefined && pool.options.max < 2) {
      throw new TypeError(
        '[localkms] postgresStore: pool: expected room for 2 connections or more (max), since one only listens',
      );
    }
    if (typeof world !== 'string' || world === '' || world.length > LONGEST_WORLD || world.includes('\0')) {
      throw new TypeError(`[localkms] postgresStore: world: expected a name of 1 to ${LONGEST_WORLD} characters`);
    }
    checkSchema('postgresStore', schema);
    return new PostgresRows(pool, world, schema);
  },
  {
    sql(options: Pick<PostgresStoreOptions, 'schema'> = {}): string {
      checkNames('postgresStore.sql', options, ['schema']);
      const { schema = DEFAULT_SCHEMA } = options;
      checkSchema('postgresStore.sql', schema);
      return sqlOf(schema);
    },
  },
);

/** A misspelt name must not lead to another world. */
function checkNames(path: string, options: unknown, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`[localkms] ${path}: expected an object with ${names.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`[localkms] ${path}: ${unknown}: there is no such option, only ${names.join(', ')}`);
  }
}

function checkSchema(path: string, schema: unknown): void {
  const fits =
    typeof schema === 'string' &&
    schema !== '' &&
    !schema.includes('\0') &&
    new TextEncoder().encode(schema).length <= LONGEST_SCHEMA_BYTES;
  if (!fits) throw new TypeError(`[localkms] ${path}: schema: expected a name of 1 to ${LONGEST_SCHEMA_BYTES} bytes`);
}
