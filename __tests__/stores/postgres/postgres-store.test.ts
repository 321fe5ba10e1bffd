import { inspect } from 'node:util';
import { Pool } from 'pg';
import type { RowWrite } from '../../../src/ports/record-store.js';
import { type PostgresPool, postgresStore } from '../../../src/stores/postgres/postgres-store.js';
import { PUT, rowsOf } from '../../contract/record-store-support.js';
import { database, failureOf } from './support.js';

const db = database();

const many = (count: number, from = 0): RowWrite[] =>
  Array.from({ length: count }, (_, at) => ({ ...PUT, id: `${from + at}`, record: { at: from + at } }));

describe('the options', () => {
  const pool = new Pool({ max: 2 });
  const notAPool = 'pool: expected a Pool of the package pg';
  const noWorld = 'world: expected a name of 1 to 200 characters';
  const noSchema = 'schema: expected a name of 1 to 63 bytes';

  it.each<[object, string]>([
    [{}, notAPool],
    [{ pool: 'postgres://app:secret@db/app' }, notAPool],
    [{ pool: { connect: pool.connect } }, notAPool],
    [{ pool: new Pool({ max: 1 }) }, 'pool: expected room for 2 connections or more (max), since one only listens'],
    [{ pool, world: '' }, noWorld],
    [{ pool, world: 'w'.repeat(201) }, noWorld],
    [{ pool, world: 'a\0' }, noWorld],
    [{ pool, world: 1 }, noWorld],
    [{ pool, schema: '' }, noSchema],
    [{ pool, schema: 'ä'.repeat(32) }, noSchema],
    [{ pool, schema: 'a\0' }, noSchema],
    [{ pool, World: 'team' }, 'World: there is no such option, only pool, world, schema'],
  ])('are checked: %#', (options, message) => {
    expect(() => postgresStore(options as { pool: PostgresPool })).toThrow(
      new TypeError(`[localkms] postgresStore: ${message}`),
    );
  });

  it.each([undefined, null, 'postgres://app:secret@db/app'])('are an object, not %p', (options) => {
    expect(() => postgresStore(options as unknown as { pool: PostgresPool })).toThrow(
      new TypeError('[localkms] postgresStore: expected an object with pool, world, schema'),
    );
  });

  it('of the SQL are checked too', () => {
    expect(() => postgresStore.sql({ world: 'team' } as object)).toThrow(
      new TypeError('[localkms] postgresStore.sql: world: there is no such option, only schema'),
    );
  });

  it('name a world and a schema in any characters', async () => {
    const world = `${'ä'.repeat(198)}"'`;
    const schema = `"${"'".repeat(2)}${'ä'.repeat(30)}`;
    const store = db.store({ world, schema });
    await rowsOf(store);
    await store.commit([PUT], []);
    expect(store.name).toBe(`PostgreSQL world ${JSON.stringify(world)}`);
    expect((await db.admin.query(`SELECT name FROM "${schema.replaceAll('"', '""')}".worlds`)).rows).toEqual([
      { name: world },
    ]);
  });

  it('have a default for the world and the schema', async () => {
    const store = db.store({ schema: undefined });
    await rowsOf(store);
    expect(store.name).toBe('PostgreSQL world "default"');
    expect((await db.admin.query('SELECT name, layout FROM localkms.worlds')).rows).toEqual([
      { name: 'default', layout: 1 },
    ]);
  });
});

describe('the tables', () => {
  it('are created once, by any number of stores at the same moment', async () => {
    const stores = Array.from({ length: 8 }, () => db.store());
    await Promise.all(stores.map(rowsOf));
    const answers = await Promise.all(stores.map((store) => store.commit([PUT], [])));
    expect(answers.filter((answer) => answer === 1)).toHaveLength(1);
  });

  it('are those that sql() creates, as often as it runs', async () => {
    const shape = async (schema: string) =>
      (
        await db.admin.query(
          `SELECT replace(indexdef, $1, '') FROM pg_indexes WHERE schemaname = $1
          UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name)
          FROM information_schema.columns WHERE table_schema = $1 ORDER BY 1`,
          [schema],
        )
      ).rows;
    const other = `${db.schema}_2`;
    await rowsOf(db.store());
    await db.admin.query(postgresStore.sql({ schema: other }));
    await db.admin.query(postgresStore.sql({ schema: other }));
    expect(await shape(other)).toEqual(await shape(db.schema));
    expect(await shape(other)).not.toEqual([]);
    expect(postgresStore.sql()).toBe(postgresStore.sql({ schema: 'localkms' }));
    expect(() => postgresStore.sql({ schema: '' })).toThrow(
      new TypeError('[localkms] postgresStore.sql: schema: expected a name of 1 to 63 bytes'),
    );
  });

  describe('for a user without rights', () => {
    beforeEach(async () => {
      const { rows } = await db.admin.query(`SELECT FROM pg_roles WHERE rolname = 'app'`);
      if (rows.length === 0) await db.admin.query(`CREATE ROLE app LOGIN PASSWORD 'swordfish-4711'`);
    });

    it('are not created, and the error says what to do', async () => {
      const error = await failureOf(db.store({ pool: db.pool({ user: 'app' }) }).load());
      expect(error.message).toBe(
        `it may not create its tables in the schema "${db.schema}". Let somebody who may run what postgresStore.sql() returns`,
      );
      expect((error.cause as Error).message).toBe('permission denied for database postgres');
      expect(error.code).toBe('42501');
    });

    it('are created in a schema that is theirs', async () => {
      await db.admin.query(`CREATE SCHEMA "${db.schema}" AUTHORIZATION app`);
      const store = db.store({ pool: db.pool({ user: 'app' }) });
      await rowsOf(store);
      expect(await store.commit([PUT], [])).toBe(1);
    });

    it('are used where somebody else has created them, with the rights that they were given', async () => {
      await db.admin.query(postgresStore.sql({ schema: db.schema }));
      const store = db.store({ pool: db.pool({ user: 'app' }) });
      const error = await failureOf(store.load());
      expect(error.message).toBe(`it may not use the tables of "${db.schema}"`);
      expect((error.cause as Error).message).toBe(`permission denied for schema ${db.schema}`);
      await db.admin.query(`GRANT USAGE ON SCHEMA "${db.schema}" TO app`);
      await db.admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${db.schema}" TO app`);
      await rowsOf(store);
      expect(await store.commit([PUT], [])).toBe(1);
      await store.replaceAll([]);
    });
  });

  it('of a newer version are refused, and stay as they are', async () => {
    await rowsOf(db.store());
    await db.admin.query(`UPDATE "${db.schema}".worlds SET layout = 2`);
    expect((await failureOf(db.store().load())).message).toBe(
      'a newer version of localkms made its tables: they are of layout 2, known here is 1',
    );
  });
});

describe('a world', () => {
  it('knows nothing of the others in its database', async () => {
    const pool = db.pool({ max: 3 });
    const stores = Array.from({ length: 12 }, (_, at) => db.store({ pool, world: `w${at}` }));
    await Promise.all(stores.map(rowsOf));
    const told = stores.map(() => 0);
    const stop = stores.map((store, at) =>
      store.subscribe?.((revision) => {
        if (revision !== undefined) told[at] = revision;
      }),
    );
    for (const [at, store] of stores.entries()) expect(await store.commit(many(at + 1), [])).toBe(1);
    for (const [at, store] of stores.entries()) {
      expect((await rowsOf(store)).rows).toHaveLength(at + 1);
      expect(told[at]).toBe(at + 1);
      expect(await store.changesSince(at + 1)).toEqual({ revision: at + 1, rows: [] });
    }
    await stores[3]?.replaceAll([]);
    expect((await rowsOf(stores[4] as (typeof stores)[0])).rows).toHaveLength(5);
    for (const end of stop) end?.();
  });

  it('that is deleted says so, and is a new one when it is opened anew', async () => {
    const store = db.store();
    await rowsOf(store);
    await store.commit([PUT], []);
    await db.admin.query(`DELETE FROM "${db.schema}".worlds WHERE name = 'default'`);
    const gone = 'somebody has deleted it since it was opened';
    await expect(store.load()).rejects.toThrow(gone);
    await expect(store.commit([PUT], [])).rejects.toThrow(gone);
    await expect(store.replaceAll([])).rejects.toThrow(gone);
    await expect(store.changesSince(1)).rejects.toThrow(gone);
    expect(await rowsOf(db.store())).toEqual({ revision: 0, rows: [] });
    expect((await db.admin.query(`SELECT FROM "${db.schema}".records`)).rows).toEqual([]);
  });

  it('is to be read again where its database was set back', async () => {
    const store = db.store();
    await rowsOf(store);
    await store.commit(many(3), []);
    await db.admin.query(`UPDATE "${db.schema}".worlds SET revision = 2`);
    expect(await store.changesSince(3)).toBe('reload');
  });

  it('is read as it was at one moment, however long that takes', async () => {
    const [one, other] = [db.store(), db.store()];
    await rowsOf(one);
    await rowsOf(other);
    await one.commit(many(2500), []);
    const { revision, rows } = await one.load();
    const read: number[] = [];
    for await (const some of rows) {
      read.push(some.length);
      if (read.length === 1) {
        await other.commit([{ ...PUT, id: '2499', revision: 2500, record: undefined }], []);
        await other.replaceAll([{ table: 'keys', id: 'new', record: 1 }]);
      }
    }
    expect(revision).toBe(2500);
    expect(read).toEqual([1000, 1000, 500]);
    expect(await rowsOf(one)).toMatchObject({ revision: 2502, rows: [{ id: 'new' }] });
  });

  it('gives its connection back, also when it is not read to the end', async () => {
    const pool = db.pool();
    const store = db.store({ pool });
    await rowsOf(store);
    await store.commit(many(1500), []);
    for await (const _ of (await store.load()).rows) break;
    await rowsOf(store);
    expect(pool.idleCount).toBe(pool.totalCount);
    expect(pool.waitingCount).toBe(0);
  });

  it('forgets after 10,000 revisions what went', async () => {
    const store = db.store();
    await rowsOf(store);
    await store.commit(many(3), []);
    await store.commit([{ ...PUT, id: '0', revision: 1, record: undefined }], []);
    const removed = async () =>
      (await db.admin.query(`SELECT FROM "${db.schema}".records WHERE record IS NULL`)).rows.length;
    for (let at = 0; at < 10; at++) await store.commit(many(999, 3 + at * 999), []);
    expect(await removed()).toBe(1);
    expect(await store.changesSince(3)).toMatchObject({ revision: 9994 });
    await store.commit(many(999, 3 + 9990), []);
    await store.commit(many(20, 3 + 10_989), []);
    expect(await removed()).toBe(0);
    expect(await store.changesSince(3)).toBe('reload');
    const changes = await store.changesSince(4);
    expect(changes).toMatchObject({ revision: 11_013 });
    expect((await rowsOf(store)).rows).toHaveLength(11_011);
    // A number is not given twice for all that.
    expect(await store.commit([{ ...PUT, id: '0' }], [])).toBe(11_014);
  });
});

describe('what it fails with', () => {
  it('has the words of the server, and neither a password nor a record', async () => {
    const store = db.store();
    await rowsOf(store);
    await db.admin.query(`ALTER TABLE "${db.schema}".records ADD CHECK (id <> 'a')`);
    const error = await failureOf(store.commit([{ ...PUT, record: { material: 'c2VjcmV0' } }], []));
    expect(error.message).toMatch(/^new row for relation "records" violates check constraint/);
    expect(error.code).toBe('23514');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/c2VjcmV0|swordfish/);
    expect(await rowsOf(store)).toEqual({ revision: 0, rows: [] });
  });

  it.each<[string, string, RegExp]>([
    [
      'a wrong password',
      'postgres://test:sesame@127.0.0.1:PORT/postgres',
      /^password authentication failed for user "test"$/,
    ],
    ['another database', 'postgres://test:swordfish-4711@127.0.0.1:PORT/none', /^database "none" does not exist$/],
    ['nobody there', 'postgres://test:sesame@127.0.0.1:1/postgres', /^connect ECONNREFUSED 127.0.0.1:1$/],
    ['no URL', 'postgres://test:sesame@[/postgres', /^the connection string of the pool is no URL$/],
  ])('at %s says so', async (_, connectionString, message) => {
    const port = new URL(db.server.connectionString).port;
    const pool = new Pool({ connectionString: connectionString.replace('PORT', port) });
    const error = await failureOf(db.store({ pool }).load());
    expect(error.message).toMatch(message);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/sesame|swordfish/);
    await pool.end();
  });

  it('tells of each address that was tried', async () => {
    const failure = new AggregateError([
      new Error('connect ECONNREFUSED ::1'),
      new Error('connect ECONNREFUSED 127.0.0.1'),
    ]);
    const pool = { connect: () => Promise.reject(failure), on() {} };
    expect((await failureOf(db.store({ pool }).load())).message).toBe(
      'connect ECONNREFUSED ::1; connect ECONNREFUSED 127.0.0.1',
    );
  });
});
