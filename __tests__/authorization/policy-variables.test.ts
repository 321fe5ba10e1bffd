// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies are written so
/*
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { conditionOperator } from '../../src/authorization/conditions/operators.js';
import {
  type ConditionContext,
  readTemplate,
  shownTemplate,
  testOfPattern,
  testOfText,
  textOf,
} from '../../src/authorization/conditions/template.js';

const VALUES: Readonly<Record<string, string | readonly string[]>> = {
  'aws:username': 'alice',
  'aws:star': '*',
  'aws:many': ['x'],
};
const context: ConditionContext = (key) => VALUES[key.toLowerCase()];

describe('A text of a policy', () => {
  it.each([
    ['', ''],
    ['alice', 'alice'],
    ['${aws:username}', 'alice'],
    ['${AWS:UserName}', 'alice'],
    ['${ aws:username }', 'alice'],
    ['a-${aws:username}-b-${aws:username}-c', 'a-alice-b-alice-c'],
    ['${aws:username}${aws:username}', 'alicealice'],
    ["${aws:username, 'bob'}", 'alice'],
    ["${aws:nobody, 'bob'}", 'bob'],
    ["${ aws:nobody ,'bob' }", 'bob'],
    ["${ aws:username , 'bob'}", 'alice'],
    ["${aws:nobody,''}", ''],
    ["${aws:many, 'bob'}", 'bob'],
    ['a${*}${?}${$}', 'a*?$'],
    ['$', '$'],
    ['${aws:username', '${aws:username'],
    ['${${aws:username}}', '${alice}'],
    // Without a value it matches nothing.
    ['${aws:nobody}', undefined],
    ['${aws:many}', undefined],
    ['a${aws:nobody}b', undefined],
    ['${}', undefined],
    // What is no name and text in quotes is a name that nobody has.
    ['${aws:username, bob}', undefined],
    ["${aws:username, x'bob'}", undefined],
    ["${aws:username, 'bob'x}", undefined],
    ["${, 'bob'}", undefined],
  ])('%j is %j', (text, expected) => {
    expect(textOf(readTemplate(text, true), context)).toBe(expected);
    expect(textOf(readTemplate(text, false), context)).toBe(text);
    const equals = testOfText(readTemplate(text, true), (wanted) => (actual) => actual === wanted);
    expect(equals(expected ?? text, context)).toBe(expected !== undefined);
    expect(equals(`${expected}.`, context)).toBe(false);
  });

  it.each([
    ['${aws:username}*', 'alice1', true],
    ['${aws:username}*', 'bob', false],
    ['*-${aws:username}', 'a-alice', true],
    ['${aws:star}', '*', true],
    ['${aws:star}', 'a', false],
    ['a${*}', 'a*', true],
    ['a${*}', 'ab', false],
    ['a${?}', 'ab', false],
    ['${aws:nobody}*', 'a', false],
    ['a*', 'ab', true],
    ['', '', true],
    ['', 'a', false],
  ])('%j as a pattern and %j: %s', (text, actual, expected) => {
    expect(testOfPattern(readTemplate(text, true))(actual, context)).toBe(expected);
  });

  it.each(['', 'a', '${aws:username}', "a${aws:nobody, 'b'}c", 'a${*}b${?}${$}', '${, x}'])(
    'is shown as the policy has it: %j',
    (text) => {
      expect(shownTemplate(readTemplate(text, true))).toBe(text);
    },
  );
});

describe('Variables', () => {
  const values = (value: string): ConditionContext => {
    return (key) => (key === 'aws:value' ? value : undefined);
  };
  const met = (operator: string, value: string) =>
    conditionOperator(operator)?.testOf(
      readTemplate('${aws:value}', conditionOperator(operator)?.hasVariables === true),
    )(value, values(value));
  const ARN = 'arn:aws:sns:us-east-1:111122223333:topic';

  it.each([
    ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike'],
    ...['StringNotLike', 'Bool', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  ])('stand in values of %s', (operator) => {
    expect(met(operator, operator === 'Bool' ? 'true' : ARN)).toBe(true);
  });

  it.each([
    ...['Equals', 'LessThanEquals', 'GreaterThanEquals'].map((name) => [`Numeric${name}`, '5']),
    ...['Equals', 'LessThanEquals', 'GreaterThanEquals'].map((name) => [`Date${name}`, '2026-01-01']),
    ...['IpAddress', 'NotIpAddress'].map((name) => [name, '203.0.113.5']),
    ['BinaryEquals', 'QUJD'],
  ] as [string, string][])('do not stand in values of %s', (operator, value) => {
    expect(met(operator, value)).toBe(false);
  });
});
