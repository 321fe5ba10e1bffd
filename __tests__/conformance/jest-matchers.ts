import { Matcher } from './matchers.js';

const ANY = {
  bytes: () => expect.any(Uint8Array),
  date: () => expect.any(Date),
  string: () => expect.any(String),
};

/** An expected answer with Jest's matchers in place of ours. */
export function forJest(expected: unknown): unknown {
  if (expected instanceof Matcher) return matcherFor(expected);
  if (Array.isArray(expected)) return expected.map(forJest);
  return isPlain(expected) ? membersForJest(expected) : expected;
}

function matcherFor({ accepts }: Matcher): unknown {
  switch (accepts.kind) {
    case 'any':
      return ANY[accepts.type]();
    case 'matching':
      return expect.stringMatching(accepts.pattern);
    case 'containing':
      return expect.objectContaining(membersForJest(accepts.members));
  }
}

function membersForJest(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, forJest(value)]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
