// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies are written so
import { meetsAll, readConditions, unmetCondition } from '../../src/authorization/conditions/conditions.js';
import type { ConditionContext } from '../../src/authorization/conditions/template.js';
import type { ContextValue } from '../../src/model/caller.js';

function contextOf(values: Readonly<Record<string, ContextValue>>): ConditionContext {
  const lower = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => lower.get(key.toLowerCase());
}

/** Whether a call with these values meets a Condition element. */
function meets(element: object, values: Readonly<Record<string, ContextValue>>, hasVariables = true): boolean {
  const conditions = readConditions(element, hasVariables);
  if (conditions === undefined) throw new Error('the Condition is not read');
  const met = meetsAll(conditions, contextOf(values));
  expect(unmetCondition(conditions, contextOf(values)) === undefined).toBe(met);
  return met;
}

const KEY = 'aws:Test';
const on = (operator: string, value: unknown) => ({ [operator]: { [KEY]: value } });

const CASES: readonly [operator: string, policy: unknown, request: string, met: boolean][] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['stringequals', 'a', 'a', true],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
  ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
  ['StringLike', 'a*c?', 'abbbcd', true],
  ['StringLike', 'a*', 'A', false],
  ['StringNotLike', 'a*', 'ab', false],
  ['StringNotLike', 'a*', 'ba', true],
  ['NumericEquals', '5', '5.0', true],
  ['NumericEquals', 5, '5', true],
  ['NumericEquals', '5', 'five', false],
  ['NumericEquals', '0.25', '.25', true],
  ['NumericEquals', '5', '5.', true],
  ['NumericEquals', '-5', '-5', true],
  ['NumericEquals', '5', '+5', true],
  ['NumericEquals', '1000', '1e3', false],
  ['NumericEquals', '5', '0x5', false],
  ['NumericEquals', '0', '', false],
  ['NumericNotEquals', '5', '6', true],
  ['NumericLessThan', '5', '4.9', true],
  ['NumericLessThan', '5', '5', false],
  ['NumericLessThanEquals', '5', '5', true],
  ['NumericGreaterThan', '5', '5', false],
  ['NumericGreaterThan', '-5', '-4', true],
  ['NumericGreaterThanEquals', '5', '5', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', true],
  ['DateLessThan', '2026-01-02', '2026-01-01T23:59:59Z', true],
  ['DateLessThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
  ['DateEquals', 'someday', '2026-01-01T00:00:00Z', false],
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'TRUE', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'TRUE', 'true', true],
  ['Bool', 'yes', 'yes', false],
  ['Bool', 'trueish', 'trueish', false],
  ['Bool', 'untrue', 'untrue', false],
  ['BinaryEquals', 'QUJD', 'QUJD', true],
  ['BinaryEquals', 'QUJD', 'QUJE', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.0', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.1', false],
  ['ArnLike', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a:b', true],
  ['ArnLike', 'arn:aws:*', 'arn:aws:s3:::bucket', false],
  ['ArnLike', 'arn:*:*:*:*:*', 'arn:aws:s3:::bucket', true],
  ['ArnEquals', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/app/x', true],
  ['ArnEquals', 'arn:aws:iam::111122223333:role/*', 'not an arn', false],
  ['ArnEquals', '*:*:*:*:*:*', 'arn:aws:s3', false],
  ['ArnEquals', 'arn:aws:sns:us-east-1:111122223333:a:b', 'arn:aws:sns:us-east-1:111122223333:a:b', true],
  ['ArnEquals', 'arn:aws:sns:us-east-1:111122223333:a:b', 'arn:aws:sns:us-east-1:111122223333:ab', false],
  ['ArnNotLike', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::other/x', true],
  ['ArnNotEquals', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/x', false],
];

/** Whether each is met by a value below that of the policy, by the same and by one above it. */
const COMPARISONS = {
  Equals: [false, true, false],
  NotEquals: [true, false, true],
  LessThan: [true, false, false],
  LessThanEquals: [true, true, false],
  GreaterThan: [false, false, true],
  GreaterThanEquals: [false, true, true],
};

const OPERATORS = [...new Set(CASES.map(([operator]) => operator))];
const isNegated = (operator: string) => /Not/.test(operator);

describe('A condition operator', () => {
  it.each(CASES)('%s: %j in the policy, %j in the request: %s', (operator, policy, request, met) => {
    expect(meets(on(operator, policy), { [KEY]: request })).toBe(met);
  });

  it.each(Object.entries(COMPARISONS))('Numeric%s and Date%s: %j', (comparison, expected) => {
    const compare = (type: string, policy: string, requests: readonly string[]) =>
      requests.map((request) => meets(on(`${type}${comparison}`, policy), { [KEY]: request }));
    expect(compare('Numeric', '10', ['9.5', '10', '10.5'])).toEqual(expected);
    const seconds = ['1767225599', '1767225600', '1767225601'];
    const dates = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
    expect(compare('Date', '2026-01-01T00:00:00Z', seconds)).toEqual(expected);
    expect(compare('Date', '1767225600', dates)).toEqual(expected);
  });

  it.each(OPERATORS)('%s: a request without the key meets it only where it is negated', (operator) => {
    expect(meets(on(operator, '1'), {})).toBe(isNegated(operator));
    expect(meets(on(`${operator}IfExists`, '1'), {})).toBe(true);
  });

  it.each(CASES)('%sIfExists is %s where the key is there', (operator, policy, request, met) => {
    expect(meets(on(`${operator}IfExists`, policy), { [KEY]: request })).toBe(met);
  });

  it.each(['NULL', 'null'])('%s is Null', (operator) => {
    expect(meets(on(operator, 'true'), {})).toBe(true);
  });

  it.each([
    ['true', {}, true],
    ['true', { [KEY]: 'x' }, false],
    ['false', {}, false],
    ['false', { [KEY]: 'x' }, true],
    ['false', { [KEY]: '' }, false],
    [true, { [KEY]: [] }, true],
    [['true', 'false'], {}, true],
    ['TRUE', {}, true],
    ['False', {}, false],
    ['false', { [KEY]: ['', 'x'] }, true],
    ['false', { [KEY]: ['', ''] }, false],
  ])('Null: %j', (policy, request, met) => {
    expect(meets(on('Null', policy), request as Record<string, ContextValue>)).toBe(met);
  });

  it.each([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a'], [], true],
    ['ForAllValues:StringEquals', ['a'], undefined, true],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a'], [], false],
    ['ForAnyValue:StringEquals', ['a'], undefined, false],
    ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ['forallvalues:stringlike', ['a*'], ['ab', 'ac'], true],
    ['forallvalues:stringlike', ['a*'], ['ab', 'c'], false],
    ['foranyvalue:stringlike', ['a*'], ['ab', 'c'], true],
    // Without a set operator any value may match, and none where the operator is negated.
    ['StringEquals', 'a', ['a', 'b'], true],
    ['StringEquals', 'a', ['b', 'c'], false],
    ['StringNotEquals', 'a', ['a', 'b'], false],
    ['StringNotEquals', 'a', ['b', 'c'], true],
  ])('%s: %j in the policy, %j in the request: %s', (operator, policy, request, met) => {
    expect(meets(on(operator, policy), request === undefined ? {} : { [KEY]: request })).toBe(met);
  });

  it('ANDs operators and keys, ORs values', () => {
    const element = { StringEquals: { 'aws:A': ['1', '2'], 'aws:B': '3' }, Bool: { 'aws:C': 'true' } };
    expect(meets(element, { 'aws:a': '2', 'aws:b': '3', 'aws:c': 'true' })).toBe(true);
    expect(meets(element, { 'aws:a': '2', 'aws:b': '4', 'aws:c': 'true' })).toBe(false);
    expect(meets(element, { 'aws:a': '2', 'aws:b': '3', 'aws:c': 'false' })).toBe(false);
    expect(meets({}, {})).toBe(true);
  });
});

describe('Variables in conditions', () => {
  const values = { [KEY]: 'team-a', 'aws:username': 'team-a' };

  it('stand for values of the request', () => {
    expect(meets(on('StringEquals', '${aws:username}'), values)).toBe(true);
  });

  it('are plain text in policies of an older version, and under operators of other types', () => {
    expect(meets(on('StringEquals', '${aws:username}'), values, false)).toBe(false);
    expect(meets(on('StringEquals', '${aws:username}'), { [KEY]: '${aws:username}' }, false)).toBe(true);
    expect(meets(on('NumericEquals', '${aws:n}'), { [KEY]: '5', 'aws:n': '5' })).toBe(false);
  });
});

describe('A Condition element', () => {
  it.each([
    ['text', 'StringEquals'],
    ['a list', []],
    ['an unknown operator', on('StringMatches', 'a')],
    ['an operator without keys', { StringEquals: 'a' }],
    ['null for a value', on('StringEquals', null)],
    ['null among values', on('StringEquals', ['a', null])],
    ['an object for a value', on('StringEquals', {})],
    ['NullIfExists', on('NullIfExists', 'true')],
    ['ForAllValues:Null', on('ForAllValues:Null', 'true')],
    ['Null with another text', on('Null', 'maybe')],
    ['Null with another text beside', on('null', ['true', 'maybe'])],
    ['Null with a text that begins so', on('Null', 'trueish')],
    ['Null with a text that ends so', on('Null', 'untrue')],
    ['an unknown set operator', on('ForNoValues:StringEquals', 'a')],
    ['something behind an operator', on('StringEquals:a', 'a')],
    ['another case of nothing', on('', 'a')],
  ])('is not %s', (_what, element) => {
    expect(readConditions(element, true)).toBeUndefined();
  });
});

describe('An unmet condition', () => {
  it('tells operator, key, what the policy wants and what the request has', () => {
    const conditions = readConditions(
      { 'ForAnyValue:StringLike': { 'kms:EncryptionContextKeys': ['App*', '${aws:username}'] } },
      true,
    );
    expect(
      unmetCondition(conditions ?? [], contextOf({ 'kms:EncryptionContextKeys': ['tenant'], 'aws:username': 'x' })),
    ).toEqual({
      operator: 'ForAnyValue:StringLike',
      key: 'kms:EncryptionContextKeys',
      wanted: ['App*', 'x'],
      actual: ['tenant'],
    });
    expect(unmetCondition(conditions ?? [], contextOf({}))).toMatchObject({
      wanted: ['App*', '${aws:username}'],
      actual: undefined,
    });
  });
});
