// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { evaluated, timeOf } from './support.js';

describe('conditions', () => {
  const Conditions = {
    T: { 'Fn::Equals': ['a', 'a'] },
    F: { 'Fn::Equals': ['a', { Ref: 'AWS::Region' }] },
    U: { 'Fn::Equals': ['a', { Ref: 'Nobody' }] },
    Self: { 'Fn::Not': [{ Condition: 'Other' }] },
    Other: { 'Fn::And': [{ Condition: 'Self' }, { Condition: 'T' }] },
  };
  const [T, F, U] = ['T', 'F', 'U'].map((Condition) => ({ Condition }));
  const unknown = 'P.Fn::If: the condition C: the condition U: Nobody: the template has no Nobody';

  it.each<[title: string, condition: unknown, value: unknown]>([
    ['Condition', T, 'yes'],
    ['Fn::Equals of numbers and text', { 'Fn::Equals': [1, '1'] }, 'yes'],
    ['Fn::Equals of lists', { 'Fn::Equals': [['a'], ['a']] }, 'yes'],
    ['Fn::Equals, case-sensitive', { 'Fn::Equals': ['a', 'A'] }, 'no'],
    ['Fn::Not', { 'Fn::Not': [F] }, 'yes'],
    ['Fn::Not of what is not known', { 'Fn::Not': [U] }, unknown],
    ['Fn::And', { 'Fn::And': [T, T] }, 'yes'],
    ['Fn::And, one false', { 'Fn::And': [T, F] }, 'no'],
    ['Fn::And of what is not known', { 'Fn::And': [T, U] }, unknown],
    ['Fn::And that is false whatever is not known', { 'Fn::And': [U, F] }, 'no'],
    ['Fn::Or', { 'Fn::Or': [F, T] }, 'yes'],
    ['Fn::Or, all false', { 'Fn::Or': [F, F] }, 'no'],
    ['Fn::Or of what is not known', { 'Fn::Or': [F, U] }, unknown],
    ['Fn::Or that is true whatever is not known', { 'Fn::Or': [U, T] }, 'yes'],
    [
      'an unknown function',
      { 'Fn::Maybe': [] },
      'P.Fn::If: the condition C: expected one of Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not',
    ],
    ['no object', 'true', 'P.Fn::If: the condition C: expected one of Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not'],
    [
      'two functions',
      { ...T, ...{ 'Fn::Not': [T] } },
      'P.Fn::If: the condition C: expected one of Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not',
    ],
    [
      'a circle',
      { Condition: 'Self' },
      'P.Fn::If: the condition C: the condition Self: the condition Other: the condition Self depends on itself',
    ],
  ])('%s', (_, C, value) => {
    expect(evaluated({ 'Fn::If': ['C', 'yes', 'no'] }, { Conditions: { ...Conditions, C: C as object } })).toBe(value);
  });
});

describe('hostile templates', () => {
  it('end a circle of names', () => {
    const role = (other: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: { 'Fn::Sub': `\${${other}}-x` } },
    });
    const Resources = { A: role('B'), B: role('C'), C: role('A') };
    expect(evaluated({ Ref: 'A' }, { Resources })).toMatch(/^P\.Ref: A: B: C: A depends on itself/);
  });

  it('end names that grow with each other', () => {
    const role = (at: number) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: at === 0 ? 'x' : { 'Fn::Sub': `\${R${at - 1}}\${R${at - 1}}` } },
    });
    const Resources = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`R${at}`, role(at)]));
    expect(evaluated({ Ref: 'R59' }, { Resources })).toMatch(/its text is longer than 262144 characters/);
  });

  it('end a chain of ten thousand names', () => {
    const role = (at: number) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: at === 0 ? 'x' : { Ref: `R${at - 1}` } },
    });
    const Resources = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`R${at}`, role(at)]));
    expect(evaluated({ Ref: 'R9999' }, { Resources })).toMatch(/it leads more than 400 levels deep$/);
  });

  it('take linear time where a text is full of openings', () => {
    const text = '${'.repeat(100_000);
    expect(timeOf(() => expect(evaluated({ 'Fn::Sub': text })).toBe(text))).toBeLessThan(2000);
  });
});
