// What processes quarrel about, and what the answers to calls on it tell. `step`: what becomes of a state by a call that was
// answered so, or undefined where it would have been answered otherwise.

export const THINGS = {
  /** An alias; its state is the key to which it points, or null. */
  alias: {
    first: null,
    step(target, { call, given, answer }) {
      if (call === 'CreateAlias')
        return answer === 'AlreadyExistsException'
          ? same(target, target !== null)
          : target === null
            ? given
            : undefined;
      if (answer === 'NotFoundException') return same(target, target === null);
      if (call === 'DescribeKey') return same(target, target === answer);
      if (target === null) return undefined;
      return call === 'UpdateAlias' ? given : null;
    },
  },
  /** The description of a key. */
  description: {
    first: '',
    step: (text, { call, given, answer }) => (call === 'UpdateKeyDescription' ? given : same(text, text === answer)),
  },
  /** Whether a key is enabled. */
  state: {
    first: 'Enabled',
    step(state, { call, answer }) {
      if (call === 'Encrypt') return same(state, (state === 'Enabled') === (answer === 'done'));
      return call === 'EnableKey' ? 'Enabled' : 'Disabled';
    },
  },
  /** The grant of a key that has a name: one at a time, which every CreateGrant with that name gets. */
  grant: {
    first: null,
    step(grant, { call, given, answer }) {
      if (call === 'CreateGrant') return grant === null ? answer : same(grant, grant === answer);
      if (answer === 'NotFoundException') return same(grant, grant !== given);
      return grant === given ? null : undefined;
    },
  },
};

function same(state, isSo) {
  return isSo ? state : undefined;
}
