import { type Fact, refused } from './fact.js';
import { factsOf, newKey, onKey, violates } from './key-scenes.js';
import { matching } from './matchers.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('tags');

const LONG = {
  TagKey: 'k'.repeat(129),
  TagValue: 'v'.repeat(257),
};
const many = Array.from({ length: 51 }, (_, n) => ({ TagKey: `${n}`, TagValue: '' }));

interface Refused {
  readonly id: string;
  readonly says: string;
  readonly source: Fact['source'];
  readonly Tags: readonly object[];
  readonly expected: unknown;
}

const REFUSED: readonly Refused[] = [
  {
    id: 'duplicate',
    says: 'A TagKey twice in one request is refused.',
    source: TO_BE_SOURCED.LS,
    Tags: [
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'a', TagValue: '2' },
    ],
    expected: { name: 'TagException', message: 'Duplicate tag keys' },
  },
  {
    id: 'too-many',
    says: 'A key has at most 50 tags.',
    source: TO_BE_SOURCED.LS,
    Tags: many,
    expected: { name: 'TagException', message: 'Too many tags' },
  },
  ...['aws:a', 'AWS:a', 'aWs:'].map((TagKey, n) => ({
    id: `reserved-${n}`,
    says: `The prefix aws: is reserved in any letter case: ${TagKey}`,
    source: TO_BE_SOURCED.LS,
    Tags: [{ TagKey, TagValue: '' }],
    expected: { name: 'TagException', message: 'Tags beginning with aws: are reserved' },
  })),
  {
    id: 'characters',
    says: 'A character that tags cannot have is refused.',
    source: TO_BE_SOURCED.IS,
    Tags: [{ TagKey: 'a&b', TagValue: '' }],
    expected: { name: 'TagException', message: matching(/^Invalid tag/) },
  },
  {
    id: 'key-too-long',
    says: 'A TagKey has at most 128 characters.',
    source: TO_BE_SOURCED.LS,
    Tags: [{ TagKey: LONG.TagKey, TagValue: '' }],
    expected: violates(
      `Value '${LONG.TagKey}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ),
  },
  {
    id: 'value-too-long',
    says: 'A TagValue has at most 256 characters.',
    source: TO_BE_SOURCED.LS,
    Tags: [
      { TagKey: 'a', TagValue: '' },
      { TagKey: 'b', TagValue: LONG.TagValue },
    ],
    expected: violates(
      `Value '${LONG.TagValue}' at 'tags.2.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ),
  },
];

const refusals = REFUSED.flatMap(({ id, says, source, Tags, expected }) => [
  fact(`tag-resource-${id}`, 'TagResource', says, source, onKey('TagResource', { input: { Tags } }), expected),
  fact(
    `create-key-${id}`,
    'CreateKey',
    says,
    TO_BE_SOURCED.I,
    (kms) => refused(kms.call('CreateKey', { Tags })),
    expected,
  ),
]);

/** The tags of a key after some requests. */
function tagsAfter(...requests: readonly ['TagResource' | 'UntagResource', object][]): Fact['run'] {
  return async (kms) => {
    const { KeyId } = await newKey(kms, { Tags: [{ TagKey: 'a', TagValue: '1' }] });
    for (const [operation, input] of requests) await kms.call(operation, { KeyId, ...input });
    return kms.call('ListResourceTags', { KeyId });
  };
}

export const TAG_FACTS: readonly Fact[] = [
  ...refusals,
  fact('list-new', 'ListResourceTags', 'The tags of CreateKey are listed.', TO_BE_SOURCED.LS, tagsAfter(), {
    Tags: [{ TagKey: 'a', TagValue: '1' }],
    Truncated: false,
  }),
  fact(
    'list-none',
    'ListResourceTags',
    'A key without tags has an empty list.',
    TO_BE_SOURCED.LS,
    onKey('ListResourceTags'),
    {
      Tags: [],
      Truncated: false,
    },
  ),
  fact(
    'overwrite',
    'TagResource',
    'A known TagKey gets the new value and keeps its place; a new one comes last.',
    TO_BE_SOURCED.LS,
    tagsAfter(
      ['TagResource', { Tags: [{ TagKey: 'b', TagValue: '2' }] }],
      ['TagResource', { Tags: [{ TagKey: 'a', TagValue: '3' }] }],
    ),
    {
      Tags: [
        { TagKey: 'a', TagValue: '3' },
        { TagKey: 'b', TagValue: '2' },
      ],
      Truncated: false,
    },
  ),
  fact(
    'case-sensitive',
    'TagResource',
    'Tag keys that differ in case are two.',
    TO_BE_SOURCED.D,
    tagsAfter(['TagResource', { Tags: [{ TagKey: 'A', TagValue: '' }] }]),
    {
      Tags: [
        { TagKey: 'a', TagValue: '1' },
        { TagKey: 'A', TagValue: '' },
      ],
      Truncated: false,
    },
  ),
  fact(
    'untag-absent',
    'UntagResource',
    'A TagKey that the key does not have is ignored.',
    TO_BE_SOURCED.LS,
    tagsAfter(['UntagResource', { TagKeys: ['z', 'a'] }]),
    { Tags: [], Truncated: false },
  ),
];
