import fc from 'fast-check';
import { Table } from '../../src/state/table.js';

interface Item {
  readonly id: string;
  readonly group: string | undefined;
}

const definition = { id: ({ id }: Item) => id, indexes: { group: ({ group }: Item) => group } };
const GROUPS = ['a', 'b', 'c', undefined];

describe('Table', () => {
  it('finds by id and by group what a plain list would, whatever came, moved and went', () => {
    const step = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      group: fc.constantFrom(...GROUPS),
      gone: fc.boolean(),
      // Undoing its removal gives an item back its old place.
      undone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new Table<Item>(definition);
        // Items by their sequence, which is the order of coming.
        const known = new Map<number, Item>();
        let sequence = 0;
        for (const { id, group, gone, undone } of steps) {
          const [at, from] = [...known].find(([, item]) => item.id === `${id}`) ?? [++sequence, undefined];
          const to = gone ? undefined : { id: `${id}`, group };
          if (from === undefined && to === undefined) continue;
          table.set(from, to, at);
          if (to === undefined) known.delete(at);
          else known.set(at, to);
          if (from !== undefined && to === undefined && undone) {
            table.set(undefined, from, at);
            known.set(at, from);
          }
          const sequences = Array.from(table.rows(), (row) => row.sequence);
          expect(sequences).toEqual([...known.keys()].sort((a, b) => a - b));
        }
        const items = [...known].sort(([a], [b]) => a - b).map(([, item]) => item);
        expect(table.size).toBe(items.length);
        for (const item of items) expect(table.get(item.id)).toBe(item);
        for (const group of ['a', 'b', 'c']) {
          const members = items.filter((item) => item.group === group);
          const index = table.group('group', group);
          expect(index?.size ?? 0).toBe(members.length);
          expect(Array.from(index?.after(0) ?? [], ({ record }) => record)).toEqual(members);
          for (const { id } of items) {
            const expected = members.find((item) => item.id === id);
            expect(table.find('group', group, (item) => item.id === id)).toBe(expected);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has no group once the last of its records has gone', () => {
    const table = new Table<Item>(definition);
    const items = [1, 2].map((n) => ({ id: `${n}`, group: 'a' }));
    for (const [at, item] of items.entries()) table.set(undefined, item, at + 1);
    expect(table.group('group', 'a')?.size).toBe(2);
    for (const [at, item] of items.entries()) table.set(item, undefined, at + 1);
    expect(table.group('group', 'a')).toBeUndefined();
    expect(table.size).toBe(0);
  });

  it('gives rows in their order where an older one comes back last', () => {
    const table = new Table<Item>(definition);
    const items = [1, 2, 3].map((n) => ({ id: `${n}`, group: undefined }));
    for (const [at, item] of items.entries()) table.set(undefined, item, at + 1);
    expect(Array.from(table.rows(), ({ sequence }) => sequence)).toEqual([1, 2, 3]);
    table.set(items[0], undefined, 1);
    table.set(undefined, items[0], 1);
    expect(Array.from(table.rows(), ({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });
});
