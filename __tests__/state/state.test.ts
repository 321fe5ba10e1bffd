import fc from 'fast-check';
import { insert, remove, replace } from '../../src/state/changes.js';
import type { AliasRecord } from '../../src/state/records/alias.js';
import { State } from '../../src/state/state.js';

const alias = (id: number, targetKeyArn: string): AliasRecord => ({
  AliasArn: `arn:${id}`,
  AliasName: `alias/${id}`,
  account: '000000000000',
  region: 'us-east-1',
  targetKeyArn,
});

/** All that can be read of a state that has aliases of few keys. */
function told(state: State): unknown {
  const { nextSequence, tables } = state.snapshot();
  const groups = ['a', 'b', 'c'].map((key) => state.list('aliases', 'key', key).map(({ AliasArn }) => AliasArn));
  return { nextSequence, aliases: tables.aliases, groups };
}

/** Puts the alias of this number on a key, or takes it away: whatever is possible. */
function change(state: State, id: number, key: string | undefined): void {
  const before = state.get('aliases', `arn:${id}`);
  if (key === undefined) {
    if (before !== undefined) state.applyAtOnce([remove('aliases', before)]);
    return;
  }
  const after = alias(id, key);
  state.applyAtOnce([before === undefined ? insert('aliases', after) : replace('aliases', before, after)]);
}

const changes = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })),
  { maxLength: 60 },
);

describe('State', () => {
  // `npm run types` checks what these comments expect.
  it('has no group of a name that its table does not declare', () => {
    const state = new State({});
    // @ts-expect-error grants are grouped by `key`
    expect(state.list('grants', 'keyArn', 'a')).toEqual([]);
    // @ts-expect-error one store too many
    expect(state.group('keys', 'customKeyStores', 'a')).toBeUndefined();
    // @ts-expect-error aliases are grouped by `scope`, as keys are, but not by key id
    expect(state.find('aliases', 'keyId', 'a', () => true)).toBeUndefined();
    // @ts-expect-error last usages have no groups
    expect(state.list('lastUsages', 'scope', 'a')).toEqual([]);
    expect(state.list('grants', 'key', 'a')).toEqual([]);
  });

  it('shows aside what changes would do, and takes it back, whatever was done and fails', () => {
    fc.assert(
      fc.property(changes, changes, changes, fc.boolean(), (first, aside, then, fails) => {
        const [state, twin] = [new State({}), new State({})];
        const both = (all: typeof first) => {
          for (const [id, key] of all) for (const one of [state, twin]) change(one, id, key);
        };
        both(first);
        const beginning = state.snapshot();
        const epoch = state.epoch;
        const work = () => {
          for (const [id, key] of aside) change(state, id, key);
          if (fails) throw new Error('work');
          return told(state);
        };
        if (fails) expect(() => state.aside(work)).toThrow('work');
        else {
          const seen = state.aside(work);
          for (const [id, key] of aside) change(twin, id, key);
          expect(seen).toEqual(told(twin));
          twin.restore({ ...beginning });
        }
        expect(told(state)).toEqual(told(twin));
        expect(state.epoch).toBe(epoch);
        both(then);
        expect(told(state)).toEqual(told(twin));
        // The way back to an earlier snapshot is not disturbed.
        state.restore(beginning);
        expect(told(state)).toEqual({ ...(told(state) as object), nextSequence: beginning.nextSequence });
        expect(state.snapshot().tables).toEqual(beginning.tables);
      }),
    );
  });

  it('accepts rows in the places that they have elsewhere, whatever is here', () => {
    const state = new State({});
    change(state, 1, 'a');
    change(state, 2, 'a');
    const [older, newer] = [alias(3, 'a'), alias(1, 'b')];
    state.accept([
      { table: 'aliases', id: 'arn:3', sequence: 9, record: older },
      { table: 'aliases', id: 'arn:1', sequence: 10, record: newer },
      { table: 'aliases', id: 'arn:7', sequence: 11, record: undefined },
      { table: 'aliases', id: 'arn:2', sequence: 2, record: undefined },
    ]);
    expect(state.snapshot()).toMatchObject({
      nextSequence: 12,
      tables: {
        aliases: [
          [9, older],
          [10, newer],
        ],
      },
    });
    expect(state.get('aliases', 'arn:1')).toBe(newer);
    expect(state.list('aliases', 'key', 'a')).toEqual([older]);
    change(state, 4, 'a');
    expect(state.snapshot().tables.aliases.at(-1)?.[0]).toBe(12);
  });

  it('accepts what it has already without a change, and a record with no place given where its row is', () => {
    const state = new State({});
    for (const id of [1, 2, 3]) change(state, id, 'a');
    const same = state.get('aliases', 'arn:2');
    const { version } = state;
    state.accept([
      { table: 'aliases', id: 'arn:2', record: same },
      { table: 'aliases', id: 'arn:2', sequence: 2, record: same },
      { table: 'aliases', id: 'arn:8', record: undefined },
    ]);
    expect(state.version).toBe(version);
    state.accept([
      { table: 'aliases', id: 'arn:2', record: alias(2, 'b') },
      { table: 'aliases', id: 'arn:9', record: alias(9, 'b') },
    ]);
    expect(state.version).toBe(version + 2);
    expect(told(state)).toEqual({
      nextSequence: 6,
      aliases: [
        [1, alias(1, 'a')],
        [2, alias(2, 'b')],
        [3, alias(3, 'a')],
        [5, alias(9, 'b')],
      ],
      groups: [['arn:1', 'arn:3'], ['arn:2', 'arn:9'], []],
    });
  });

  it('tells another epoch after each restore, and counts its records', () => {
    const state = new State({});
    change(state, 1, 'a');
    const snapshot = state.snapshot();
    change(state, 2, 'a');
    expect(state.count('aliases')).toBe(2);
    const epochs = [state.epoch];
    for (let turn = 0; turn < 3; turn++) {
      state.restore(snapshot);
      epochs.push(state.epoch);
    }
    expect(new Set(epochs).size).toBe(4);
    expect(state.count('aliases')).toBe(1);
  });

  it('writes what is told in the moment of writing, and nothing where nothing is told', () => {
    const state = new State({});
    expect(state.write(() => undefined)).toBe(false);
    expect(state.write(() => [insert('aliases', alias(1, 'a'))])).toBe(true);
    expect(state.get('aliases', 'arn:1')).toEqual(alias(1, 'a'));
  });

  it('takes the tables of another place, and calls go on with them', () => {
    const [state, other] = [new State({}), new State({})];
    change(state, 1, 'a');
    const before = state.snapshot();
    for (const id of [7, 8]) change(other, id, 'b');
    const { epoch } = state;
    const contents = state.newContents();
    for (const [place, record] of [...other.snapshot().tables.aliases].reverse())
      contents.set('aliases', undefined, record, place);
    expect(state.count('aliases')).toBe(1);
    state.reload(contents, other.snapshot().nextSequence);
    expect(told(state)).toEqual(told(other));
    expect(state.epoch).toBe(epoch);
    change(state, 9, 'b');
    state.restore(before);
    expect(told(state)).toEqual({ nextSequence: 2, aliases: [[1, alias(1, 'a')]], groups: [['arn:1'], [], []] });
  });
});
