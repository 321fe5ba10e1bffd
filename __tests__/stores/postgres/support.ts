import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { RecordStore } from '../../../src/ports/record-store.js';
import { type PostgresStoreOptions, postgresStore } from '../../../src/stores/postgres/postgres-store.js';
import { type PostgresServer, startPostgres } from '../../support/postgres.js';

type StoreOptions = { readonly [O in keyof PostgresStoreOptions]?: PostgresStoreOptions[O] | undefined };

/** A server for a file of tests, and a schema for each of them. */
export interface Database {
  readonly server: PostgresServer;
  /** Of the administrator, who is not seen by the stores. */
  readonly admin: Pool;
  readonly schema: string;
  /** A pool as another process has it, ended after the test. */
  pool(options?: { readonly max?: number; readonly user?: string }): Pool;
  /** A store with a pool of its own, closed after the test. */
  store(options?: StoreOptions): RecordStore;
}

/** For the top of a file. */
export function database(): Database {
  let server: PostgresServer;
  let admin: Pool;
  let schema: string;
  let stores: RecordStore[];
  let pools: Pool[];

  beforeAll(async () => {
    server = await startPostgres();
    admin = new Pool({ connectionString: server.connectionString });
    admin.on('error', () => {});
  });

  beforeEach(() => {
    schema = `kms_${randomUUID()}`;
    stores = [];
    pools = [];
  });

  afterEach(async () => {
    for (const store of stores) await store.close();
    for (const pool of pools) await pool.end();
  });

  afterAll(async () => {
    await admin.end();
    server.remove();
  });

  function pool({ max = 10, user = 'test' }: { readonly max?: number; readonly user?: string } = {}): Pool {
    const connectionString = server.connectionString.replace('//test:', `//${user}:`);
    const made = new Pool({ connectionString, max });
    pools.push(made);
    return made;
  }

  return {
    get server() {
      return server;
    },
    get admin() {
      return admin;
    },
    get schema() {
      return schema;
    },
    pool,
    store(options = {}) {
      const store = postgresStore({ schema, ...options, pool: options.pool ?? pool() } as PostgresStoreOptions);
      stores.push(store);
      return store;
    },
  };
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error,
  );
}
