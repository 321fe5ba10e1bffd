import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import type { RecordStore } from '../../../src/ports/record-store.js';
import type { PostgresClient, PostgresPool } from '../../../src/stores/postgres/postgres-store.js';
import { PUT, rowsOf, until } from '../../contract/record-store-support.js';
import { database, failureOf } from './support.js';

const db = database();

/** Ends the connections of which this is so, as an administrator or a failing network does. */
async function terminate(where: string): Promise<number> {
  const { rows } = await db.admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid() AND ${where}`,
  );
  return rows.length;
}

/** Holds the lock that commits wait for. */
async function lockWorld(): Promise<() => Promise<void>> {
  const client = await db.admin.connect();
  client.on('error', () => {});
  await client.query(`BEGIN; SELECT FROM "${db.schema}".worlds FOR UPDATE`);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

/** A pool whose clients fail before or after one of their statements, as when the network breaks. */
function breaking(pool: Pool, text: RegExp, when: 'before' | 'after'): { pool: PostgresPool; times: number } {
  const breaks = { pool: pool as PostgresPool, times: 1 };
  breaks.pool = {
    on() {},
    async connect() {
      const client: PostgresClient = await pool.connect();
      const own: PostgresClient = Object.create(client);
      own.query = async (statement, values) => {
        const isToBreak = breaks.times > 0 && text.test(statement);
        if (isToBreak) breaks.times--;
        const result = isToBreak && when === 'before' ? undefined : await client.query(statement, values);
        if (isToBreak) throw new Error('Connection terminated unexpectedly');
        return result as { rows: unknown[] };
      };
      own.release = (destroy) => client.release(destroy);
      return own;
    },
  };
  return breaks;
}

const told = (store: RecordStore) => {
  const revisions: (number | undefined)[] = [];
  store.subscribe?.((revision) => revisions.push(revision));
  return revisions;
};

describe('a connection that is lost', () => {
  it('in the middle of a commit leaves nothing behind, and the next commit has another', async () => {
    const store = db.store();
    await rowsOf(store);
    const release = await lockWorld();
    const failing = failureOf(store.commit([PUT], []));
    await until(async () => (await terminate(`wait_event_type = 'Lock'`)) > 0);
    expect((await failing).message).toBe('terminating connection due to administrator command');
    await release();
    expect(await store.changesSince(0)).toEqual({ revision: 0, rows: [] });
    expect(await store.commit([PUT], [])).toBe(1);
  });

  it.each(['before', 'after'] as const)('with the answer to COMMIT: %s it was carried out', async (when) => {
    const { pool } = breaking(db.pool(), /^COMMIT$/, when);
    const first = db.store();
    await rowsOf(first);
    const store = db.store({ pool });
    await rowsOf(store);
    await expect(store.commit([PUT], [])).rejects.toThrow('Connection terminated unexpectedly');
    const isThere = when === 'after';
    expect(await store.changesSince(0)).toEqual({
      revision: isThere ? 1 : 0,
      rows: isThere ? [{ ...PUT, sequence: 1, revision: 1 }] : [],
    });
    expect(await store.commit([{ ...PUT, id: 'b' }], [])).toBe(isThere ? 2 : 1);
  });

  it.each([/^BEGIN/, /LEFT JOIN/])('while nobody used it is replaced before anybody is told: %s', async (text) => {
    const breaks = breaking(db.pool(), text, 'before');
    const store = db.store({ pool: breaks.pool });
    breaks.times = 0;
    await rowsOf(store);
    breaks.times = 3;
    await store.changesSince(0);
    await rowsOf(store);
    const committed = /BEGIN/.test(`${text}`) ? await store.commit([PUT], []) : 1;
    expect(committed).toBe(1);
    expect(breaks.times).toBe(0);
  });

  it('in the moment in which it is given away ends no program', async () => {
    const events = new EventEmitter();
    const pool = Object.assign(events, {
      async connect() {
        const query = () => Promise.reject(new Error('Connection terminated unexpectedly'));
        const client = Object.assign(new EventEmitter(), { query, release() {} });
        events.emit('connect', client);
        client.emit('error', new Error('terminating connection'));
        await new Promise(setImmediate);
        expect(client.listenerCount('error')).toBe(0);
        return client;
      },
    });
    const store = db.store({ pool });
    expect((await failureOf(store.load())).message).toBe('Connection terminated unexpectedly');
    expect(pool.listenerCount('error')).toBe(1);
    db.store({ pool });
    expect(pool.listenerCount('error')).toBe(1);
  });

  it('ends no program, and no number of calls, when all are lost at once', async () => {
    const pool = db.pool();
    const store = db.store({ pool });
    await rowsOf(store);
    store.subscribe?.(() => {});
    await Promise.all(Array.from({ length: 8 }, () => pool.query('SELECT pg_sleep(0.05)')));
    for (let turn = 1; turn <= 5; turn++) {
      await terminate('true');
      expect(await store.commit([{ ...PUT, id: `${turn}` }], [])).toBe(turn);
    }
  });

  it('while rows are read fails what reads them', async () => {
    const store = db.store();
    await rowsOf(store);
    await store.commit(
      Array.from({ length: 1500 }, (_, at) => ({ ...PUT, id: `${at}` })),
      [],
    );
    const { rows } = await store.load();
    await terminate(`query LIKE 'DECLARE%' OR query LIKE 'FETCH%'`);
    await expect(
      (async () => {
        for await (const _ of rows);
      })(),
    ).rejects.toThrow();
    expect((await rowsOf(store)).rows).toHaveLength(1500);
  });
});

describe('the connection that listens', () => {
  it('is made anew, and tells that there may be news, as does each look until then', async () => {
    const [one, other] = [db.store(), db.store()];
    await rowsOf(one);
    await rowsOf(other);
    const news = told(other);
    await until(() => news.length > 0);
    expect(news).toEqual([undefined]);
    await one.commit([PUT], []);
    await until(() => news.includes(1));
    expect(await other.changesSince(1)).toEqual({ revision: 1, rows: [] });
    expect(news).toEqual([undefined, 1]);
    expect(await terminate(`query LIKE 'LISTEN%'`)).toBe(1);
    await until(() => news.length > 2);
    expect(await other.changesSince(1)).toEqual({ revision: 1, rows: [] });
    // Once for the loss, once for the look while nothing was heard, once when it listened again.
    await until(() => news.length >= 5);
    expect(news).toEqual([undefined, 1, undefined, undefined, undefined]);
    await one.commit([{ ...PUT, id: 'b' }], []);
    await until(() => news.includes(2));
  });

  it('is one for all stores of a pool, which have no more in the end', async () => {
    const pool = db.pool({ max: 2 });
    const stores = Array.from({ length: 5 }, (_, at) => db.store({ pool, world: `w${at}` }));
    await Promise.all(stores.map(rowsOf));
    const news = stores.map(told);
    await until(() => news.every((one) => one.length > 0));
    const listening = async () =>
      (await db.admin.query(`SELECT FROM pg_stat_activity WHERE query ~ '^(UN)?LISTEN'`)).rows.length;
    expect(await listening()).toBe(1);
    for (const store of stores.slice(1)) await store.close();
    const other = db.store({ world: 'w0' });
    await rowsOf(other);
    await other.commit([PUT], []);
    await until(() => (news[0] as unknown[]).includes(1));
    await stores[0]?.close();
    await until(async () => (await listening()) === 0);
    const again = db.store({ pool, world: 'w0' });
    await rowsOf(again);
    const later = told(again);
    await until(() => later.length > 0);
    expect(await listening()).toBe(1);
  });

  it('lets a store that was never opened listen once it can be', async () => {
    const [one, other] = [db.store(), db.store()];
    const news = told(other);
    await until(() => news.length > 0);
    await one.commit([PUT], []);
    await until(() => news.includes(1));
    const stopped = db.store();
    const silent: unknown[] = [];
    stopped.subscribe?.((revision) => silent.push(revision))();
    await rowsOf(stopped);
    await one.commit([{ ...PUT, id: 'b' }], []);
    await until(() => news.includes(2));
    expect(silent).toEqual([]);
  });
});

describe('a server that is started again', () => {
  it.each(['fast', 'immediate'] as const)('after a stop that was %s has every commit', async (how) => {
    const [one, other] = [db.store(), db.store()];
    await rowsOf(one);
    await rowsOf(other);
    const news = told(other);
    await until(() => news.length > 0);
    await one.commit([PUT], []);
    db.server.stop(how);
    await expect(one.commit([{ ...PUT, id: 'b' }], [])).rejects.toThrow(/./);
    await expect(other.changesSince(0)).rejects.toThrow('ECONNREFUSED');
    db.server.start();
    expect(await one.commit([{ ...PUT, id: 'c' }], [])).toBe(2);
    expect((await rowsOf(other)).rows.map(({ id }) => id)).toEqual(['a', 'c']);
    await until(() => news.at(-1) === 2 || news.filter((revision) => revision === undefined).length > 2);
    // By then it may have listened again, or not yet.
    await until(async () => {
      const revision = await one.commit([{ ...PUT, id: `${Math.random()}` }], []);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return news.includes(Number(revision));
    });
  });
});

describe('a process that stands still in the middle of a commit', () => {
  it('keeps others waiting for 10 seconds, and is then too late', async () => {
    const frozen = db.pool();
    let goOn = () => {};
    const standing = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const pool: PostgresPool = {
      on() {},
      async connect() {
        const client: PostgresClient = await frozen.connect();
        const own: PostgresClient = Object.create(client);
        own.query = async (text, values) => {
          if (text === 'COMMIT') await standing;
          return client.query(text, values);
        };
        own.release = (destroy) => client.release(destroy);
        return own;
      },
    };
    const store = db.store();
    await rowsOf(store);
    // Its tables and its row are there.
    const late = db.store({ pool });
    await rowsOf(late);
    const failing = failureOf(late.commit([PUT], []));
    await until(
      async () => (await db.admin.query(`SELECT FROM pg_stat_activity WHERE query LIKE 'WITH given%'`)).rows.length > 0,
    );
    const start = performance.now();
    expect(await store.commit([{ ...PUT, id: 'b' }], [])).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(5000);
    goOn();
    expect((await failing).message).toMatch(/terminat|not queryable/);
    expect((await rowsOf(store)).rows.map(({ id }) => id)).toEqual(['b']);
  });
});
