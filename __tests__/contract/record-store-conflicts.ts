import type { RecordStore, RowRevision, RowWrite } from '../../src/ports/record-store.js';
import { PUT, rowsOf } from './record-store-support.js';

/** What a store does where a row is not what a writer takes it for. */
export function describeConflicts(opened: () => Promise<RecordStore>): void {
  describe.each<[string, RowWrite[], RowRevision[]]>([
    ['a row that is to be new is there', [PUT], []],
    ['a row to be written has a newer revision', [{ ...PUT, id: 'b', revision: 2 }], []],
    ['a row to be taken out has a newer revision', [{ ...PUT, id: 'b', revision: 2, record: undefined }], []],
    ['a row to be written is not there', [{ ...PUT, id: 'c', revision: 1 }], []],
    ['a row to be taken out is not there', [{ ...PUT, id: 'gone', revision: 4, record: undefined }], []],
    ['a row that is relied on has a newer revision', [], [{ table: 'keys', id: 'b', revision: 2 }]],
    ['a row that is relied on is not there', [], [{ table: 'keys', id: 'gone', revision: 4 }]],
    ['a row is relied on not to be there', [], [{ table: 'keys', id: 'a', revision: 0 }]],
    ['a row is there, in another table', [{ ...PUT, table: 'aliases', revision: 1 }], []],
  ])('where %s', (_, writes, expectations) => {
    it('writes nothing and answers conflict', async () => {
      const store = await opened();
      await store.commit([PUT, { ...PUT, id: 'b' }], []);
      await store.commit(
        [
          { ...PUT, id: 'b', revision: 2 },
          { ...PUT, id: 'gone' },
        ],
        [],
      );
      await store.commit([{ ...PUT, id: 'gone', revision: 4, record: undefined }], []);
      const before = await rowsOf(store);
      const good: RowWrite = { ...PUT, id: 'new' };
      for (const all of [
        [good, ...writes],
        [...writes, good],
      ]) {
        expect(await store.commit(all, expectations)).toBe('conflict');
      }
      expect(await rowsOf(store)).toEqual(before);
      await store.close();
      const again = await opened();
      expect(await rowsOf(again)).toEqual(before);
      expect(await again.commit([good], [])).toBe(before.revision + 1);
    });
  });

  it('writes where all that is relied on is as it was', async () => {
    const store = await opened();
    await store.commit([PUT], []);
    const expectations = [
      { table: 'keys', id: 'a', revision: 1 },
      { table: 'keys', id: 'c', revision: 0 },
    ];
    expect(await store.commit([{ ...PUT, id: 'b' }], expectations)).toBe(2);
    expect((await rowsOf(store)).rows).toHaveLength(2);
  });

  it('lets one of several writers of a row win', async () => {
    const store = await opened();
    await store.commit([PUT], []);
    const record = (at: number) => ({ Description: `${at}` });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => store.commit([{ ...PUT, revision: 1, record: record(at) }], [])),
    );
    const winners = answers.flatMap((answer, at) => (answer === 'conflict' ? [] : [at]));
    expect(winners).toHaveLength(1);
    expect((await rowsOf(store)).rows).toEqual([
      { ...PUT, sequence: 1, revision: 2, record: record(winners[0] as number) },
    ]);
  });
}
