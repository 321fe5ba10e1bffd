// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { readTemplate } from '../../../../src/readers/infrastructure/cloudformation/template.js';
import { fromCloudFormation } from '../../../../src/readers/infrastructure.js';
import { timeOf } from './support.js';

function resourcesOf(text: string): unknown {
  return readTemplate(text, 'template').Resources;
}

function refusal(template: string | object): string {
  try {
    readTemplate(template, 'template');
    return 'nothing is refused';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message;
  }
}

function propertyOf(yaml: string): unknown {
  return readTemplate(`Resources: { A: { Type: T, Properties: { P: ${yaml} } } }`, 'template').Resources.A?.Properties
    .P;
}

describe('a template', () => {
  it('is JSON', () => {
    expect(resourcesOf(' { "Resources": { "A": { "Type": "T", "Properties": { "P": 1 } } } }')).toEqual({
      A: { Type: 'T', Properties: { P: 1 } },
    });
  });

  it('is YAML, in which all scalars stay text', () => {
    expect(
      resourcesOf('Resources:\n  A:\n    Type: T\n    Properties:\n      P: 012345678901\n      V: 2012-10-17\n'),
    ).toEqual({
      A: { Type: 'T', Properties: { P: '012345678901', V: '2012-10-17' } },
    });
  });

  it('may have sections and properties that are empty', () => {
    expect(readTemplate('Parameters:\nResources:\n  A:\n    Type: T\n    Properties:\n', 'template')).toEqual({
      Parameters: {},
      Mappings: {},
      Conditions: {},
      Resources: { A: { Type: 'T', Properties: {} } },
      Outputs: {},
    });
  });

  it.each<[tag: string, value: unknown]>([
    ['!Ref A', { Ref: 'A' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': 'A.Arn' }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub "a${B}"', { 'Fn::Sub': 'a${B}' }],
    ['!Join ["", [a, !Ref B]]', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
    ['!If [C, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    ['!Not [!Condition C]', { 'Fn::Not': [{ Condition: 'C' }] }],
    ['!Base64 { Fn::Sub: a }', { 'Fn::Base64': { 'Fn::Sub': 'a' } }],
    [
      '!Select [0, !Split [",", !ImportValue x]]',
      { 'Fn::Select': ['0', { 'Fn::Split': [',', { 'Fn::ImportValue': 'x' }] }] },
    ],
    ['!FindInMap [M, a, b]', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
    ['!Guess x', { 'Fn::Guess': 'x' }],
    ['!!str 1', '1'],
    ['[&a !Ref A, *a]', [{ Ref: 'A' }, { Ref: 'A' }]],
  ])('has %s', (tag, value) => {
    expect(propertyOf(tag)).toEqual(value);
  });

  it.each<[title: string, template: string | object, message: string]>([
    ['text', 'hello', 'template: expected a template, an object with Resources; got text of 5 characters'],
    ['nothing', '', 'template: expected a template, an object with Resources; got null'],
    ['broken JSON', '{ "Resources": ', 'template: not JSON'],
    ['broken YAML', 'Resources: [', 'template: not YAML: bad indent at line 1, column 13'],
    [
      'YAML that holds itself',
      'Resources: &a { A: *a }',
      'template: the YAML has an alias that is unknown, holds itself, or is repeated too often',
    ],
    ['a list', '[]', 'template: expected a template, an object with Resources; got a list'],
    ['no Resources', {}, 'template.Resources: is missing: a template has resources'],
    ['Resources in a list', { Resources: [] }, 'template.Resources: expected an object; got a list'],
    [
      'a resource without a Type',
      { Resources: { A: {} } },
      'template.Resources.A: expected a resource, an object with a Type',
    ],
    [
      'a Condition that is no name',
      { Resources: { A: { Type: 'T', Condition: {} } } },
      'template.Resources.A.Condition: expected the name of a condition; got an object',
    ],
    [
      'Properties in a list',
      { Resources: { A: { Type: 'T', Properties: [] } } },
      'template.Resources.A.Properties: expected an object; got a list',
    ],
    ['what JSON has not', { Resources: 1n }, 'template: this object cannot be written as JSON'],
  ])('that is %s is refused', (_, template, message) => {
    expect(refusal(template)).toMatch(`[localkms] ${message}`);
  });

  it('more than 100 levels deep is refused, however deep', () => {
    for (const depth of [101, 100_000]) {
      const text = `{ "Resources": ${'['.repeat(depth)}${']'.repeat(depth)} }`;
      expect(refusal(text)).toBe('[localkms] template: it is more than 100 levels deep');
    }
  });

  it('is read once: what is changed afterwards changes nothing', () => {
    const template = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { Description: 'before' } } } };
    const { keys } = fromCloudFormation(template);
    template.Resources.Key.Properties.Description = 'after';
    expect(keys[0]?.Description).toBe('before');
  });

  it('of two thousand resources takes linear time', () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [
        `Key${at}`,
        {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: { Statement: [{ Resource: { 'Fn::GetAtt': [`Key${(at + 1) % 2000}`, 'Arn'] } }] },
          },
        },
      ]),
    );
    const time = timeOf(() => expect(fromCloudFormation({ Resources }).keys).toHaveLength(2000));
    expect(time).toBeLessThan(5000);
  });
});
