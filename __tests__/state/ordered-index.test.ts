import fc from 'fast-check';
import { OrderedIndex, type Row } from '../../src/state/ordered-index.js';

describe('OrderedIndex', () => {
  it('gives the rows after a place, in order, whatever was added and removed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ sequence: fc.integer({ min: 1, max: 200 }), add: fc.boolean() }), { maxLength: 400 }),
        fc.integer({ min: 0, max: 200 }),
        (steps, place) => {
          const index = new OrderedIndex<number>({ sequence: 0, record: 0 });
          const known = new Set<number>([0]);
          for (const { sequence, add } of steps) {
            if (add && !known.has(sequence)) {
              known.add(sequence);
              index.add({ sequence, record: sequence });
            } else if (!add && known.delete(sequence)) {
              index.remove(sequence);
            }
          }
          const expected = [...known].sort((a, b) => a - b);
          expect(index.size).toBe(expected.length);
          expect(Array.from(index.after(place), (row) => row.record)).toEqual(expected.filter((one) => one > place));
        },
      ),
    );
  });

  it('adds a row again at the place it left', () => {
    const [a, b, c]: Row<string>[] = ['a', 'b', 'c'].map((record, at) => ({ sequence: at + 1, record }));
    const index = new OrderedIndex(a as Row<string>);
    for (const row of [b, c]) index.add(row as Row<string>);
    index.remove(2);
    index.add(b as Row<string>);
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual(['a', 'b', 'c']);
  });
});
