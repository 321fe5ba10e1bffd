import { State } from '../../src/state/state.js';

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
});
