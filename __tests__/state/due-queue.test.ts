import fc from 'fast-check';
import { DueQueue } from '../../src/state/due-queue.js';

/** Dates by record id, as tables would hold them, and a queue that hears of each. */
function datedRecords() {
  const dates = new Map<string, number>();
  const queue = new DueQueue(({ id, at }) => dates.get(id) === at);
  return {
    dates,
    queue,
    put(id: string, at: number | undefined) {
      if (at === undefined) {
        dates.delete(id);
        return;
      }
      dates.set(id, at);
      queue.add({ table: 'keys', id, at });
    },
  };
}

describe('DueQueue', () => {
  it('gives out what is due, by date, each with the latest date that it was given', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      at: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), fc.integer({ min: 0, max: 1000 }), (steps, now) => {
        const { dates, queue, put } = datedRecords();
        for (const { id, at } of steps) put(id, at);
        const due = [...dates].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
        const taken: (readonly [string, number])[] = [];
        for (let one = queue.next(now); one !== undefined; one = queue.next(now)) {
          taken.push([one.id, one.at]);
          expect(queue.next(now)).toEqual(one);
          dates.delete(one.id);
        }
        expect(taken.map(([, at]) => at)).toEqual(due.map(([, at]) => at));
        expect(new Map(taken)).toEqual(new Map(due));
      }),
    );
  });

  it('stays as small as what is due, however often dates change', () => {
    const { queue, put } = datedRecords();
    for (let turn = 0; turn < 10_000; turn++) {
      put('scheduled and cancelled', turn);
      put('scheduled and cancelled', undefined);
      put('the same date again', 5);
    }
    expect(queue.size).toBeLessThan(200);
    expect(queue.next(4)).toBeUndefined();
    expect(queue.next(5)).toEqual({ table: 'keys', id: 'the same date again', at: 5 });
  });

  it('gives out hundreds in the order of their dates, also once it was looked through', () => {
    const { dates, queue, put } = datedRecords();
    for (let i = 0; i < 400; i++) put(`${i}`, (i * 7919) % 1009);
    for (let i = 0; i < 400; i += 3) put(`${i}`, (i * 104729) % 997);
    for (let i = 0; i < 400; i += 5) put(`${i}`, undefined);
    for (let i = 0; i < 200; i++) put(`${i} of a second table`, i);
    const expected = [...dates.values()].sort((a, b) => a - b);
    const taken: number[] = [];
    for (let one = queue.next(2000); one !== undefined; one = queue.next(2000)) {
      taken.push(one.at);
      dates.delete(one.id);
    }
    expect(taken).toEqual(expected);
  });
});
