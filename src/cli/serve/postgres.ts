import type { RecordStore } from '../../ports/record-store.js';
import { packageOf } from '../../stores/optional-package.js';
import type { PostgresPool } from '../../stores/postgres/postgres-store.js';
import { ClearError } from '../clear-error.js';
import { loadPg, loadPostgresStore } from './lazy.js';

/** How long a server may take to answer at all. */
const CONNECT_MS = 10_000;

/** A store in the database of a URL, with a pool of its own, which ends when the world is closed. */
export async function postgresOf(connectionString: string, world: string | undefined): Promise<RecordStore> {
  // The URL has the password: no error shows it.
  if (!/^postgres(ql)?:\/\//.test(connectionString) || !URL.canParse(connectionString)) {
    throw new ClearError(
      '[localkms] --postgres: expected a URL such as postgres://user:password@localhost:5432/database',
    );
  }
  const listeners: Listeners = [];
  let made: ReturnType<typeof newPool> | undefined;
  const pool: PostgresPool = {
    on(event: 'error' | 'connect', listener: (of: never) => void) {
      listeners.push([event, listener]);
    },
    async connect() {
      made ??= newPool(connectionString, listeners);
      return (await made).connect();
    },
  };
  const { postgresStore } = await loadPostgresStore();
  const store = postgresStore({ pool, ...(world !== undefined && { world }) });
  const closeStore = store.close.bind(store);
  return Object.assign(store, {
    async close() {
      await closeStore();
      const ending = made;
      made = undefined;
      await (await ending)?.end();
    },
  });
}

/** What is to be told of a pool that there is not yet. */
type Listeners = [event: 'error' | 'connect', listener: (of: never) => void][];

async function newPool(connectionString: string, listeners: Listeners) {
  const { Pool } = await packageOf('pg', loadPg());
  const pool = new Pool({ connectionString, connectionTimeoutMillis: CONNECT_MS, allowExitOnIdle: true });
  // Each listener stands beside the event that it is for.
  for (const [event, listener] of listeners) pool.on(event as 'error', listener as () => void);
  return pool;
}
