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

  it('takes many rows in any order, also where some have gone and come again', () => {
    const index = new OrderedIndex<number>({ sequence: 100, record: 100 });
    for (let sequence = 199; sequence > 100; sequence--) index.add({ sequence, record: sequence });
    expect(index.size).toBe(100);
    for (const sequence of [150, 199, 100]) index.remove(sequence);
    expect(index.size).toBe(97);
    for (const sequence of [100, 150, 199]) index.add({ sequence, record: sequence });
    for (let sequence = 1; sequence < 100; sequence++) index.add({ sequence, record: sequence });
    expect(index.find(() => true)).toBe(1);
    const all = Array.from({ length: 199 }, (_, at) => at + 1);
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual(all);
    expect(Array.from(index.after(148), ({ record }) => record)).toEqual(all.slice(148));
  });

  it('keeps what is left where most rows have gone', () => {
    const index = new OrderedIndex<number>({ sequence: 1, record: 1 });
    for (let sequence = 2; sequence <= 200; sequence++) index.add({ sequence, record: sequence });
    for (let sequence = 20; sequence < 190; sequence++) index.remove(sequence);
    const left = Array.from({ length: 200 }, (_, i) => i + 1).filter((one) => one < 20 || one >= 190);
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual(left);
    expect(index.size).toBe(left.length);
    index.add({ sequence: 201, record: 201 });
    index.remove(1);
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual([...left.slice(1), 201]);
  });

  it('leaves all as it is where what is to go is not there', () => {
    const index = new OrderedIndex<number>({ sequence: 2, record: 2 });
    index.add({ sequence: 5, record: 5 });
    for (const sequence of [1, 3, 9]) index.remove(sequence);
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual([2, 5]);
    expect(index.size).toBe(2);
  });

  it('takes rows again once it is empty', () => {
    const index = new OrderedIndex<number>({ sequence: 2, record: 2 });
    index.remove(2);
    expect([index.size, ...index.after(0)]).toEqual([0]);
    index.add({ sequence: 1, record: 1 });
    expect(Array.from(index.after(0), ({ record }) => record)).toEqual([1]);
  });
});
