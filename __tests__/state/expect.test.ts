import { expect as expectRecord, insert, remove, update } from '../../src/state/changes.js';
import type { KeyRecord } from '../../src/state/records/key.js';
import { State } from '../../src/state/state.js';
import { testKms } from '../support/engine.js';
import { keyArn } from '../support/grants.js';
import { keyRecord } from '../support/records.js';

async function twoKeys(): Promise<{ state: State; one: KeyRecord; other: KeyRecord }> {
  const kms = testKms();
  const [one, other] = [keyRecord(kms, await keyArn(kms)), keyRecord(kms, await keyArn(kms))];
  const state = new State({});
  state.apply([insert('keys', one), insert('keys', other)]);
  return { state, one, other };
}

describe('an expected record', () => {
  it('lets the other changes be made where it is still the same, and is left as it is', async () => {
    const { state, one, other } = await twoKeys();
    const { version } = state;
    expect(state.apply([update('keys', one, { Description: 'changed' }), expectRecord('keys', other)])).toBe(true);
    expect(state.get('keys', one.Arn)?.Description).toBe('changed');
    expect(state.get('keys', other.Arn)).toBe(other);
    // Of one change: an expectation is none.
    expect(state.version).toBe(version + 1);
  });

  it.each([
    ['changed', (other: KeyRecord) => update('keys', other, { Description: 'other' })],
    ['gone', (other: KeyRecord) => remove('keys', other)],
  ])('keeps all changes back where it was %s', async (_, meanwhile) => {
    const { state, one, other } = await twoKeys();
    state.apply([meanwhile(other)]);
    expect(state.apply([update('keys', one, { Description: 'changed' }), expectRecord('keys', other)])).toBe(false);
    expect(state.get('keys', one.Arn)).toBe(one);
  });
});

describe('applyAtOnce', () => {
  it('throws for a record that is not what it was, and changes nothing', async () => {
    const { state, one, other } = await twoKeys();
    state.apply([remove('keys', other)]);
    const { version } = state;
    expect(() => state.applyAtOnce([remove('keys', one), remove('keys', other)])).toThrow(
      '[localkms] a record is not what it was when it was read: a bug of localkms',
    );
    expect(state.get('keys', one.Arn)).toBe(one);
    expect(state.version).toBe(version);
  });
});
