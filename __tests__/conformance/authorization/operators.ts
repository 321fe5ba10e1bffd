import type { Fact } from '../fact.js';
import type { Published } from '../source.js';
import { type ConditionRow, conditionFacts } from './condition-scene.js';

const URL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const SETS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';

const page = (heading: string, url = URL): Published => ({ evidence: 'D', title: `IAM User Guide: ${heading}`, url });

const KEY = 'kms:EncryptionContext:a';
const EncryptionContext = (a: string) => ({ EncryptionContext: { a } });

/** Operator, value of the policy, a value of the call that meets it, one that does not; undefined: the call has none. */
const OPERATORS: readonly (readonly [
  operator: string,
  wanted: string | readonly string[],
  meets: string | undefined,
  misses: string | undefined,
])[] = [
  ['StringEquals', ['one', 'two'], 'two', 'Two'],
  ['StringNotEquals', ['one', 'two'], 'three', 'one'],
  ['StringNotEquals', 'one', undefined, 'one'],
  ['StringEqualsIgnoreCase', 'One', 'oNE', 'on'],
  ['StringNotEqualsIgnoreCase', 'One', 'two', 'oNE'],
  ['StringLike', 'o*e?', 'o-n-es', 'ones-'],
  ['StringNotLike', 'o*', 'one'.slice(1), 'one'],
  ['StringEqualsIfExists', 'one', undefined, 'two'],
  ['StringLikeIfExists', 'o*', undefined, 'two'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericNotEquals', '10', '11', '10'],
  ['NumericLessThan', '10', '9.5', '10'],
  ['NumericLessThanEquals', '10', '10', '10.5'],
  ['NumericGreaterThan', '10', '11', '10'],
  ['NumericGreaterThanEquals', '10', '10', '9'],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'],
  ['DateLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z'],
  ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z'],
  ['Bool', 'true', 'TRUE', 'false'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'Qmlu'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.7', '203.0.114.7'],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.7', '203.0.113.7'],
  [
    'ArnEquals',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:topic',
    'arn:aws:sns:eu-west-1:x:111122223333:t',
  ],
  [
    'ArnLike',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:topic',
    'arn:aws:sns:eu-west-1:111122223333:q',
  ],
  [
    'ArnNotEquals',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:q',
    'arn:aws:sns:eu-west-1:111122223333:topic',
  ],
  [
    'ArnNotLike',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:q',
    'arn:aws:sns:eu-west-1:111122223333:topic',
  ],
  ['Null', 'true', undefined, 'one'],
  ['Null', 'false', 'one', undefined],
];

const SET_OPERATORS: readonly ConditionRow[] = (
  [
    ['ForAllValues:StringEquals', { EncryptionContext: { a: '1', b: '2' } }, { EncryptionContext: { a: '1', c: '2' } }],
    ['ForAllValues:StringLike', {}, { EncryptionContext: { c: '2' } }],
    ['ForAnyValue:StringEquals', { EncryptionContext: { a: '1', c: '2' } }, { EncryptionContext: { c: '2' } }],
    ['ForAnyValue:StringLike', { EncryptionContext: { b: '2' } }, {}],
    ['ForAnyValue:StringNotEquals', { EncryptionContext: { c: '1' } }, { EncryptionContext: { a: '1' } }],
    ['ForAllValues:StringNotEquals', { EncryptionContext: { c: '1' } }, { EncryptionContext: { a: '1', c: '2' } }],
  ] as const
).map(([operator, meets, misses]) => ({
  ...row(operator, page('Single-valued vs. multivalued context keys', SETS)),
  condition: { [operator]: { 'kms:EncryptionContextKeys': ['a', 'b'] } },
  meets: { input: meets },
  misses: { input: misses },
}));

function row(operator: string, source: Published) {
  return {
    id: `operator-${operator.toLowerCase().replace(':', '-')}`,
    operation: 'GenerateDataKey' as const,
    input: { KeySpec: 'AES_256' },
    says: operator,
    source,
  };
}

const ROWS: readonly ConditionRow[] = [
  ...OPERATORS.map(
    ([operator, wanted, meets, misses], at): ConditionRow => ({
      ...row(`${operator}-${at}`, page('IAM JSON policy elements: Condition operators')),
      says: `${operator} ${JSON.stringify(wanted)}`,
      condition: { [operator]: { [KEY]: wanted } },
      meets: meets === undefined ? {} : { input: EncryptionContext(meets) },
      misses: misses === undefined ? {} : { input: EncryptionContext(misses) },
    }),
  ),
  ...SET_OPERATORS,
];

/** The condition operators of IAM. */
export const OPERATOR_FACTS: readonly Fact[] = ROWS.flatMap(conditionFacts);
