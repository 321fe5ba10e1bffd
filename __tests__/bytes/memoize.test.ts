import { memoize, once } from '../../src/bytes/memoize.js';

describe('memoize', () => {
  it('computes once per object', () => {
    let computed = 0;
    const numbered = memoize((_key: object) => ++computed);
    const [a, b] = [{}, {}];
    expect([numbered(a), numbered(b), numbered(a), numbered(b)]).toEqual([1, 2, 1, 2]);
  });

  it('shares a promise among those who wait, and gives its value at once to those who come later', async () => {
    let computed = 0;
    const late = memoize(async (_key: object) => ++computed);
    const key = {};
    const [first, second] = [late(key), late(key)];
    expect(first).toBeInstanceOf(Promise);
    expect(second).toBe(first);
    await expect(first).resolves.toBe(1);
    expect(late(key)).toBe(1);
  });

  it('forgets a promise that rejects', async () => {
    let attempts = 0;
    const flaky = memoize(async (_key: object) => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return attempts;
    });
    const key = {};
    await expect(flaky(key)).rejects.toThrow('not yet');
    await expect(flaky(key)).resolves.toBe(2);
  });
});

describe('once', () => {
  it('is memoize without an argument', async () => {
    let loaded = 0;
    const load = once(async () => ++loaded);
    await expect(load()).resolves.toBe(1);
    expect(load()).toBe(1);
  });
});
