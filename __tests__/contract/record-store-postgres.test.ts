import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { postgresStore } from '../../src/stores/postgres/postgres-store.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { describeRecordStore } from './record-store.js';

let server: PostgresServer;
let pool: Pool;

beforeAll(async () => {
  server = await startPostgres();
  pool = new Pool({ connectionString: server.connectionString });
});

afterAll(async () => {
  await pool.end();
  server.remove();
});

describeRecordStore('of PostgreSQL', {
  shared: true,
  async newPlace() {
    const world = randomUUID();
    return { store: () => postgresStore({ pool, world }), remove: async () => {} };
  },
});

describeRecordStore('of PostgreSQL, each with connections of its own', {
  shared: true,
  async newPlace() {
    const schema = `"odd" ${randomUUID()}`;
    const pools: Pool[] = [];
    return {
      store() {
        const own = new Pool({ connectionString: server.connectionString, max: 2 });
        pools.push(own);
        return postgresStore({ pool: own, schema });
      },
      async remove() {
        for (const own of pools) await own.end();
        await pool.query(`DROP SCHEMA "${schema.replaceAll('"', '""')}" CASCADE`);
      },
    };
  },
});
