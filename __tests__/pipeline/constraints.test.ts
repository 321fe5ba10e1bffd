import {
  blob,
  integer,
  list,
  oneOf,
  pattern,
  type Shape,
  sensitive,
  string,
  structure,
} from '../../src/model/shapes.js';
import { compileValidator } from '../../src/pipeline/validation/validate.js';
import { refusal } from '../support/engine.js';

const LOWER = pattern('[a-z]+');
const SHAPES: { readonly [member: string]: Shape } = {
  Text: string(2, 4, LOWER),
  Secret: sensitive(string(2, 4)),
  Blob: blob(2, 4),
  Number: integer(2, 4),
  Word: oneOf(['A', 'B'], ['A', 'B', 'OLD']),
  Words: list(oneOf(['A', 'B'])),
  Texts: list(string(2, 4, LOWER), 1, 2),
  Free: list({ kind: 'string', pattern: LOWER }),
  Plain: list(string(2, 4)),
  Items: list(structure({ Name: string(1, 2) }), 1, 2),
};
const read = compileValidator(SHAPES);

const AT_LEAST = 'Member must have length greater than or equal to';
const AT_MOST = 'Member must have length less than or equal to';
const MATCHES = 'Member must satisfy regular expression pattern: [a-z]+';
const OF_MEMBERS = `[${AT_MOST} 4, ${AT_LEAST} 2, ${MATCHES}]`;

describe('a value within its constraints', () => {
  it.each<object>([
    { Text: 'ab' },
    { Text: 'abcd' },
    { Secret: 'ab' },
    { Blob: new Uint8Array(2) },
    { Blob: new Uint8Array(4) },
    { Number: 2 },
    { Number: 4 },
    { Word: 'B' },
    { Word: 'OLD' },
    { Words: [] },
    { Words: ['A', 'B', 'A'] },
    { Texts: ['ab'] },
    { Texts: ['ab', 'abcd'] },
    { Free: ['a', 'abcdefgh'] },
    { Items: [{ Name: 'a' }, {}] },
  ])('%j is read', (input) => {
    expect(read(input)).toEqual(input);
  });
});

describe('a value outside its constraints', () => {
  it.each<[what: string, input: object, ...violations: string[]]>([
    ['text that is too short', { Text: 'a' }, `Value 'a' at 'text' failed to satisfy constraint: ${AT_LEAST} 2`],
    ['text that is too long', { Text: 'abcde' }, `Value 'abcde' at 'text' failed to satisfy constraint: ${AT_MOST} 4`],
    ['text of other characters', { Text: 'AB' }, `Value 'AB' at 'text' failed to satisfy constraint: ${MATCHES}`],
    [
      'text that is too long and of other characters',
      { Text: 'ABCDE' },
      `Value 'ABCDE' at 'text' failed to satisfy constraint: ${AT_MOST} 4`,
      `Value 'ABCDE' at 'text' failed to satisfy constraint: ${MATCHES}`,
    ],
    ['a secret', { Secret: 'a' }, `Value at 'secret' failed to satisfy constraint: ${AT_LEAST} 2`],
    ['bytes that are too few', { Blob: 'a' }, `Value at 'blob' failed to satisfy constraint: ${AT_LEAST} 2`],
    ['bytes that are too many', { Blob: 'abcde' }, `Value at 'blob' failed to satisfy constraint: ${AT_MOST} 4`],
    [
      'a number that is too low',
      { Number: 1.9 },
      "Value '1' at 'number' failed to satisfy constraint: Member must have value greater than or equal to 2",
    ],
    [
      'a number that is too high',
      { Number: 5 },
      "Value '5' at 'number' failed to satisfy constraint: Member must have value less than or equal to 4",
    ],
    [
      'a word that is none of its set',
      { Word: 'C' },
      "Value 'C' at 'word' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
    ],
    ['a list that is too short', { Texts: [] }, `Value '[]' at 'texts' failed to satisfy constraint: ${AT_LEAST} 1`],
    [
      'a list that is too long',
      { Texts: ['ab', 'cd', 'ef'] },
      `Value '[ab, cd, ef]' at 'texts' failed to satisfy constraint: ${AT_MOST} 2`,
    ],
    [
      'a list of structures that is too long',
      { Items: [{}, {}, {}] },
      `Value '[{}, {}, {}]' at 'items' failed to satisfy constraint: ${AT_MOST} 2`,
    ],
    [
      'a member of structures in a list',
      { Items: [{ Name: 'a' }, { Name: 'abc' }] },
      `Value 'abc' at 'items.2.member.name' failed to satisfy constraint: ${AT_MOST} 2`,
    ],
    [
      'a text in a list, told with all constraints of such texts',
      { Texts: ['ab', 'x'] },
      `Value '[ab, x]' at 'texts' failed to satisfy constraint: Member must satisfy constraint: ${OF_MEMBERS}`,
    ],
    [
      'a text in a list of texts of any characters',
      { Plain: ['x'] },
      `Value '[x]' at 'plain' failed to satisfy constraint: Member must satisfy constraint: [${AT_MOST} 4, ${AT_LEAST} 2]`,
    ],
    [
      'a text in a list of texts of any length',
      { Free: ['A'] },
      `Value '[A]' at 'free' failed to satisfy constraint: Member must satisfy constraint: [${MATCHES}]`,
    ],
  ])('%s', async (_, input, ...violations) => {
    expect(await refusal((async () => read(input))())).toEqual({
      name: 'ValidationException',
      message: `${violations.length} validation error${violations.length > 1 ? 's' : ''} detected: ${violations.join('; ')}`,
    });
  });
});

describe('a member that is missing', () => {
  const readRequired = compileValidator({
    Mode: string(1, 8),
    Secret: { ...sensitive(string(1, 8)), required: true },
    Value: { ...string(1, 8), requiredUnless: ({ Mode }) => Mode === 'none' },
  });

  it('is told without its value where it is sensitive, and where the rest of the input does not allow it', async () => {
    expect(await refusal((async () => readRequired({}))())).toEqual({
      name: 'ValidationException',
      message:
        "2 validation errors detected: Value at 'secret' failed to satisfy constraint: Member must not be null; Value null at 'value' failed to satisfy constraint: Member must not be null",
    });
  });

  it('is none where the rest of the input allows it', () => {
    expect(readRequired({ Mode: 'none', Secret: 's' })).toEqual({ Mode: 'none', Secret: 's' });
  });
});
