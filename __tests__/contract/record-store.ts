import type { RecordStore, RowWrite } from '../../src/ports/record-store.js';
import { describeConflicts } from './record-store-conflicts.js';
import { describeShared } from './record-store-shared.js';
import { PUT, rowsOf, type StoreMaker, type StorePlace } from './record-store-support.js';

/** Whatever a text of a record may hold, and an id. */
const ODD_TEXTS = ['', ' ', '\0', '\u{1F511}', '\ud800', 'ä'.repeat(5000), '"\\\n', '{"a":1}', '%_*/:.', 'null'];

/** Everything that a record store promises. */
export function describeRecordStore(name: string, maker: StoreMaker): void {
  describe(`the record store ${name}`, () => {
    let place: StorePlace;
    let open: RecordStore[];

    beforeEach(async () => {
      place = await maker.newPlace();
      open = [];
    });

    afterEach(async () => {
      for (const store of open) await store.close();
      await place.remove();
    });

    /** A store that is open, and closed after the test. */
    async function opened(): Promise<RecordStore> {
      const store = place.store();
      open.push(store);
      await rowsOf(store);
      return store;
    }

    async function reopened(store: RecordStore): Promise<RecordStore> {
      await store.close();
      return opened();
    }

    it('has a name, and no rows at first', async () => {
      const store = await opened();
      expect(store.name).toMatch(/./);
      expect(await rowsOf(store)).toEqual({ revision: 0, rows: [] });
      expect(await store.changesSince(0)).toEqual({ revision: 0, rows: [] });
    });

    it('numbers its writes, and keeps a row in its place when it is written again', async () => {
      let store = await opened();
      expect(await store.commit([PUT, { ...PUT, id: 'b' }], [])).toBe(1);
      expect(await store.commit([{ ...PUT, revision: 1, record: { Description: 'new' } }], [])).toBe(3);
      const expected = {
        revision: 3,
        rows: [
          { table: 'keys', id: 'a', sequence: 1, revision: 3, record: { Description: 'new' } },
          { table: 'keys', id: 'b', sequence: 2, revision: 2, record: { Description: 'a' } },
        ],
      };
      expect(await rowsOf(store)).toEqual(expected);
      store = await reopened(store);
      expect(await rowsOf(store)).toEqual(expected);
    });

    it('takes a row out, and gives one that comes back a place of its own', async () => {
      let store = await opened();
      await store.commit([PUT], []);
      expect(await store.commit([{ ...PUT, revision: 1, record: undefined }], [])).toBe(2);
      expect(await rowsOf(store)).toEqual({ revision: 2, rows: [] });
      store = await reopened(store);
      expect(await rowsOf(store)).toEqual({ revision: 2, rows: [] });
      expect(await store.commit([PUT], [])).toBe(3);
      expect(await rowsOf(store)).toEqual({ revision: 3, rows: [{ ...PUT, sequence: 3, revision: 3 }] });
    });

    it('tells ids of one table from those of another', async () => {
      const store = await opened();
      await store.commit(
        [PUT, { ...PUT, table: 'aliases', record: 1 }, { ...PUT, table: 'key', id: 'sa', record: 2 }],
        [],
      );
      const { rows } = await rowsOf(store);
      expect(rows.map(({ table, id, record }) => [table, id, record])).toEqual([
        ['keys', 'a', { Description: 'a' }],
        ['aliases', 'a', 1],
        ['key', 'sa', 2],
      ]);
    });

    it('gives back what JSON would, in the same order of members', async () => {
      let store = await opened();
      const records = [
        true,
        false,
        0,
        -1.5,
        Number.MAX_SAFE_INTEGER,
        8.64e15,
        ...ODD_TEXTS,
        [],
        {},
        [null, [1, { a: null }]],
        { z: 1, a: { y: [ODD_TEXTS], b: '' }, 10: 'x', 9: 'y' },
      ];
      await store.commit(
        records.map((record, at): RowWrite => ({ table: 'world', id: `${at}`, revision: 0, record })),
        [],
      );
      store = await reopened(store);
      const { rows } = await rowsOf(store);
      // As text, which shows the order of members.
      expect(rows.map(({ record }) => JSON.stringify(record))).toEqual(records.map((record) => JSON.stringify(record)));
      const changes = await store.changesSince(0);
      if (changes !== 'reload') {
        const sorted = [...changes.rows].sort((one, other) => one.revision - other.revision);
        expect(sorted.map(({ record }) => JSON.stringify(record))).toEqual(
          records.map((record) => JSON.stringify(record)),
        );
      }
    });

    it('keeps ids as they are', async () => {
      let store = await opened();
      const ids = ODD_TEXTS.filter((text) => !text.includes('\0') && !text.includes('\ud800') && text.length < 2000);
      await store.commit(
        ids.map((id): RowWrite => ({ ...PUT, id })),
        [],
      );
      store = await reopened(store);
      expect((await rowsOf(store)).rows.map(({ id }) => id)).toEqual(ids);
      expect(
        await store.commit([{ ...PUT, id: '%_*/:.', revision: ids.indexOf('%_*/:.') + 1, record: undefined }], []),
      ).toBe(ids.length + 1);
      expect((await rowsOf(store)).rows.map(({ id }) => id)).toEqual(ids.filter((id) => id !== '%_*/:.'));
    });

    it('does not share what it was given, or gives', async () => {
      const store = await opened();
      const record = { Tags: ['a'] };
      await store.commit([{ ...PUT, record }], []);
      record.Tags.push('b');
      const [row] = (await rowsOf(store)).rows;
      expect(row?.record).toEqual({ Tags: ['a'] });
      (row as { record: typeof record }).record.Tags.push('c');
      expect((await rowsOf(store)).rows[0]?.record).toEqual({ Tags: ['a'] });
    });

    it('takes commits that do not wait for each other', async () => {
      let store = await opened();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          store.commit(
            [
              { ...PUT, id: `${at}` },
              { ...PUT, id: `${at}'` },
            ],
            [],
          ),
        ),
      );
      expect([...answers].sort((one, other) => Number(one) - Number(other))).toEqual(
        Array.from({ length: 50 }, (_, at) => 2 * at + 1),
      );
      store = await reopened(store);
      const { revision, rows } = await rowsOf(store);
      expect(revision).toBe(100);
      expect(rows).toHaveLength(100);
      for (const { id, revision: at } of rows) expect(at % 2).toBe(id.endsWith("'") ? 0 : 1);
    });

    it('takes a thousand rows at once, and gives them all back', async () => {
      let store = await opened();
      const writes = Array.from({ length: 1000 }, (_, at): RowWrite => ({ ...PUT, id: `key ${at}`, record: { at } }));
      expect(await store.commit(writes, [])).toBe(1);
      store = await reopened(store);
      const { rows } = await rowsOf(store);
      expect(rows.map(({ record }) => record)).toEqual(writes.map(({ record }) => record));
    });

    it('puts rows in the place of all others, and gives no number twice', async () => {
      let store = await opened();
      await store.commit([PUT, { ...PUT, id: 'b' }], []);
      const first = await store.replaceAll([
        { table: 'world', id: 'form', record: 2 },
        { table: 'keys', id: 'b', record: { Description: 'other' } },
      ]);
      expect(first).toBeGreaterThan(2);
      const expected = [
        { table: 'world', id: 'form', sequence: first, revision: first, record: 2 },
        { table: 'keys', id: 'b', sequence: first + 1, revision: first + 1, record: { Description: 'other' } },
      ];
      expect(await rowsOf(store)).toEqual({ revision: first + 1, rows: expected });
      expect(await store.commit([{ ...PUT, id: 'b', revision: 2 }], [])).toBe('conflict');
      expect(await store.changesSince(2)).toBe('reload');
      expect(await store.changesSince(first + 1)).toEqual({ revision: first + 1, rows: [] });
      store = await reopened(store);
      expect(await rowsOf(store)).toEqual({ revision: first + 1, rows: expected });
      const empty = await store.replaceAll([]);
      expect(empty).toBeGreaterThan(first + 1);
      expect((await rowsOf(store)).rows).toEqual([]);
      expect(await store.changesSince(first + 1)).toBe('reload');
      expect(await store.commit([PUT], [])).toBeGreaterThanOrEqual(empty);
    });

    it('tells what was written since a revision, or that all is to be read again', async () => {
      const store = await opened();
      await store.commit([PUT, { ...PUT, id: 'b' }, { ...PUT, id: 'c' }], []);
      expect(await store.changesSince(3)).toEqual({ revision: 3, rows: [] });
      await store.commit(
        [
          { ...PUT, id: 'b', revision: 2, record: 'new' },
          { ...PUT, id: 'c', revision: 3, record: undefined },
        ],
        [],
      );
      await store.commit(
        [
          { ...PUT, id: 'b', revision: 4, record: 'newer' },
          { ...PUT, id: 'd' },
        ],
        [],
      );
      const changes = await store.changesSince(3);
      if (changes === 'reload') return;
      const { revision, rows } = changes;
      expect(revision).toBe(7);
      expect([...rows].sort((one, other) => one.revision - other.revision)).toEqual([
        { table: 'keys', id: 'c', revision: 5 },
        { table: 'keys', id: 'b', sequence: 2, revision: 6, record: 'newer' },
        { table: 'keys', id: 'd', sequence: 7, revision: 7, record: { Description: 'a' } },
      ]);
    });

    it('refuses everything once it is closed, and closes twice', async () => {
      const store = await opened();
      await store.commit([PUT], []);
      await store.close();
      await store.close();
      await expect(rowsOf(store)).rejects.toThrow();
      await expect(store.commit([{ ...PUT, id: 'b' }], [])).rejects.toThrow();
      await expect(store.replaceAll([])).rejects.toThrow();
      await expect(store.changesSince(0)).rejects.toThrow();
      expect((await rowsOf(await opened())).rows).toHaveLength(1);
    });

    describeConflicts(opened);
    if (maker.shared) describeShared(opened);
  });
}
