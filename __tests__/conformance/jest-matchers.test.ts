import { forJest } from './jest-matchers.js';
import { anyBytes, anyDate, anyString, containing, matching } from './matchers.js';

describe('matchers of expected answers', () => {
  it.each([
    ['anyBytes', anyBytes, new Uint8Array(1), 'AQ=='],
    ['anyDate', anyDate, new Date(0), 0],
    ['anyString', anyString, '', undefined],
    ['matching', matching(/^arn:/), 'arn:aws', 'an arn:aws'],
    ['containing', containing({ KeyId: 'a' }), { KeyId: 'a', Arn: 'b' }, { KeyId: 'b' }],
  ])('%s takes its kind of value, and no other', (_name, matcher, right, wrong) => {
    expect(right).toEqual(forJest(matcher));
    expect(wrong).not.toEqual(forJest(matcher));
  });

  it('stand anywhere within an answer', () => {
    const expected = forJest({ Keys: [containing({ KeyId: matching(/^a/), CreationDate: anyDate })] });
    expect({ Keys: [{ KeyId: 'ab', CreationDate: new Date(0) }] }).toEqual(expected);
    expect({ Keys: [{ KeyId: 'ba', CreationDate: new Date(0) }] }).not.toEqual(expected);
  });

  it('leave other values as they are', () => {
    for (const value of [undefined, null, 1, new Uint8Array([1]), new Date(1)]) expect(forJest(value)).toBe(value);
  });
});
