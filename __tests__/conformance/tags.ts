import { type Fact, refused } from './fact.js';
import { factsOf, newKey, onKey, violates } from './key-scenes.js';
import { matching } from './matchers.js';
import { inferred, type Published, type Source } from './source.js';
import { apiReference } from './sources/aws.js';
import { quoted } from './sources/issues.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('tags');

const LONG = {
  TagKey: 'k'.repeat(129),
  TagValue: 'v'.repeat(257),
};
const many = Array.from({ length: 51 }, (_, n) => ({ TagKey: `${n}`, TagValue: '' }));

interface Refused {
  readonly id: string;
  readonly says: string;
  readonly tagResource: Source;
  readonly createKey: Source;
  readonly Tags: readonly object[];
  readonly expected: unknown;
}

/** The sources for the two operations, where one is known. */
function seenOn(operation: 'TagResource' | 'CreateKey', source: Published) {
  const other = inferred(`${operation} refuses it so`, source);
  return operation === 'TagResource'
    ? { tagResource: source, createKey: other }
    : { tagResource: other, createKey: source };
}

const ON_CREATION = recorded('test_create_key_with_invalid_tag_key[lowercase_prefix]');
const ON_CREATION_IN_CAPITALS = recorded('test_create_key_with_invalid_tag_key[uppercase_prefix]');
const MIXED = inferred('CreateKey refuses aws: and AWS: so', ON_CREATION_IN_CAPITALS);
const RESERVED = [
  ['aws:a', { createKey: ON_CREATION, tagResource: recorded('test_tag_existing_key_with_invalid_tag_key') }],
  ['AWS:a', seenOn('CreateKey', ON_CREATION_IN_CAPITALS)],
  ['aWs:', { createKey: MIXED, tagResource: MIXED }],
] as const;

const REFUSED: readonly Refused[] = [
  {
    id: 'duplicate',
    says: 'A TagKey twice in one request is refused.',
    ...seenOn('TagResource', recorded('test_tag_key_with_duplicate_tag_keys_raises_error')),
    Tags: [
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'a', TagValue: '2' },
    ],
    expected: { name: 'TagException', message: 'Duplicate tag keys' },
  },
  {
    id: 'too-many',
    says: 'A key has at most 50 tags.',
    ...seenOn('CreateKey', recorded('test_create_key_with_too_many_tags_raises_error')),
    Tags: many,
    expected: { name: 'TagException', message: 'Too many tags' },
  },
  ...RESERVED.map(([TagKey, sources], n) => ({
    id: `reserved-${n}`,
    says: `The prefix aws: is reserved in any letter case: ${TagKey}`,
    ...sources,
    Tags: [{ TagKey, TagValue: '' }],
    expected: { name: 'TagException', message: 'Tags beginning with aws: are reserved' },
  })),
  {
    id: 'characters',
    says: 'A character that tags cannot have is refused.',
    ...seenOn('CreateKey', quoted('crossplane-contrib/provider-upjet-aws#922')),
    Tags: [{ TagKey: 'a', TagValue: 'b & c' }],
    expected: { name: 'TagException', message: matching(/^Invalid tag/) },
  },
  {
    id: 'key-too-long',
    says: 'A TagKey has at most 128 characters.',
    ...seenOn('CreateKey', recorded('test_create_key_with_invalid_tag_key[too_long_key]')),
    Tags: [{ TagKey: LONG.TagKey, TagValue: '' }],
    expected: violates(
      `Value '${LONG.TagKey}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ),
  },
  {
    id: 'value-too-long',
    says: 'A TagValue has at most 256 characters.',
    ...seenOn('CreateKey', recorded('test_key_with_long_tag_value_raises_error')),
    Tags: [
      { TagKey: 'a', TagValue: '' },
      { TagKey: 'b', TagValue: LONG.TagValue },
    ],
    expected: violates(
      `Value '${LONG.TagValue}' at 'tags.2.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ),
  },
];

const refusals = REFUSED.flatMap(({ id, says, tagResource, createKey, Tags, expected }) => [
  fact(`tag-resource-${id}`, 'TagResource', says, tagResource, onKey('TagResource', { input: { Tags } }), expected),
  fact(`create-key-${id}`, 'CreateKey', says, createKey, (kms) => refused(kms.call('CreateKey', { Tags })), expected),
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
  fact(
    'list-new',
    'ListResourceTags',
    'The tags of CreateKey are listed.',
    recorded('test_create_key_with_tag_and_untag'),
    tagsAfter(),
    {
      Tags: [{ TagKey: 'a', TagValue: '1' }],
      Truncated: false,
    },
  ),
  fact(
    'list-none',
    'ListResourceTags',
    'A key without tags has an empty list.',
    recorded('test_tag_existing_key_and_untag'),
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
    recorded('test_update_and_add_tags_on_tagged_key'),
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
    apiReference('TagResource'),
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
    apiReference('UntagResource'),
    tagsAfter(['UntagResource', { TagKeys: ['z', 'a'] }]),
    { Tags: [], Truncated: false },
  ),
];
