// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { evaluated } from './support.js';

const BUCKET = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };
const KEY = { Resources: { Key: { Type: 'AWS::KMS::Key' } } };
const LONG = 'x'.repeat(200_000);

describe('the functions of templates', () => {
  it.each<[title: string, expression: unknown, value: unknown, parts?: object, known?: object]>([
    ['text is itself', 'kms:Decrypt', 'kms:Decrypt'],
    ['numbers, booleans and null are themselves', [1, true, null], [1, true, null]],
    ['policy variables are no variables of Fn::Sub', '${aws:username}', '${aws:username}'],

    ['Ref of a parameter', { Ref: 'Stage' }, 'prod', { Parameters: { Stage: {} } }, { parameters: { Stage: 'prod' } }],
    [
      'Ref of a parameter without a value',
      { Ref: 'Stage' },
      'P.Ref: the parameter Stage has no value: give it in parameters',
      { Parameters: { Stage: { Type: 'String' } } },
    ],
    [
      'Ref of a parameter of Parameter Store',
      { Ref: 'Key' },
      'P.Ref: the parameter Key has no value: give what Parameter Store has for it in parameters',
      { Parameters: { Key: { Type: 'AWS::SSM::Parameter::Value<String>' } } },
    ],
    ['Ref of nothing', { Ref: 'Nobody' }, 'P.Ref: Nobody: the template has no Nobody'],
    ['Ref of what is no name', { Ref: ['a'] }, 'P.Ref: expected a name'],
    ['Ref of what objects inherit', { Ref: 'constructor' }, 'P.Ref: constructor: the template has no constructor'],
    [
      'Ref of a resource of another type',
      { Ref: 'Bucket' },
      'P.Ref: Bucket: that of AWS::S3::Bucket is not known: give it in values',
      BUCKET,
    ],
    ['Ref of a resource that is given', { Ref: 'Bucket' }, 'orders', BUCKET, { values: { Bucket: 'orders' } }],
    ['Ref of a value that is given for no resource', { Ref: 'Other' }, 'orders', {}, { values: { Other: 'orders' } }],

    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['AWS::Region', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::Partition in China', { Ref: 'AWS::Partition' }, 'aws-cn', {}, { region: 'cn-north-1' }],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['AWS::URLSuffix in China', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com.cn', {}, { region: 'cn-north-1' }],
    ['AWS::StackName', { Ref: 'AWS::StackName' }, 'orders'],
    [
      'AWS::StackId',
      { Ref: 'AWS::StackId' },
      expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/orders\/[0-9a-f-]{36}$/),
    ],
    ['AWS::NotificationARNs', { Ref: 'AWS::NotificationARNs' }, []],
    ['AWS::NoValue leaves out items', ['a', { Ref: 'AWS::NoValue' }, 'b'], ['a', 'b']],
    ['AWS::NoValue leaves out members', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],

    ['Fn::GetAtt of a list', { 'Fn::GetAtt': ['Key', 'KeyId'] }, expect.stringMatching(/^[0-9a-f-]{36}$/), KEY],
    [
      'Fn::GetAtt of a text',
      { 'Fn::GetAtt': 'Key.Arn' },
      expect.stringMatching(/^arn:aws:kms:eu-west-1:111122223333:key\/[0-9a-f-]{36}$/),
      KEY,
    ],
    [
      'Fn::GetAtt whose attribute is an expression',
      { 'Fn::GetAtt': ['Bucket', { Ref: 'A' }] },
      'x',
      { ...BUCKET, Parameters: { A: {} } },
      { parameters: { A: 'Arn' }, values: { 'Bucket.Arn': 'x' } },
    ],
    [
      'Fn::GetAtt of an attribute with dots',
      { 'Fn::GetAtt': 'Nested.Outputs.Key' },
      'x',
      { Resources: { Nested: { Type: 'AWS::CloudFormation::Stack' } } },
      { values: { 'Nested.Outputs.Key': 'x' } },
    ],
    [
      'Fn::GetAtt of an attribute that keys have not',
      { 'Fn::GetAtt': 'Key.Name' },
      'P.Fn::GetAtt: Key.Name: that of AWS::KMS::Key is not known: give it in values',
      KEY,
    ],
    [
      'Fn::GetAtt of what objects inherit',
      { 'Fn::GetAtt': 'Key.toString' },
      'P.Fn::GetAtt: Key.toString: that of AWS::KMS::Key is not known: give it in values',
      KEY,
    ],
    ['Fn::GetAtt of nothing', { 'Fn::GetAtt': [] }, 'P.Fn::GetAtt: expected a logical id and the name of an attribute'],
    [
      'Fn::GetAtt without an attribute',
      { 'Fn::GetAtt': 'Key' },
      'P.Fn::GetAtt: expected a logical id and the name of an attribute',
      KEY,
    ],

    ['Fn::Join', { 'Fn::Join': ['-', ['a', 1, true, { Ref: 'AWS::Region' }]] }, 'a-1-true-eu-west-1'],
    ['Fn::Join without AWS::NoValue', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    ['Fn::Join of a list that is computed', { 'Fn::Join': ['+', { 'Fn::Split': ['-', 'a-b'] }] }, 'a+b'],
    [
      'Fn::Join of what is unresolved',
      { 'Fn::Join': ['', ['a', { Ref: 'Nobody' }]] },
      'P.Fn::Join[1][1].Ref: Nobody: the template has no Nobody',
    ],
    ['Fn::Join of lists', { 'Fn::Join': ['', [['a']]] }, 'P.Fn::Join: expected a list of texts'],
    ['Fn::Join of text', { 'Fn::Join': ['', 'a'] }, 'P.Fn::Join[1]: expected a list'],
    ['Fn::Join without a delimiter', { 'Fn::Join': [1, ['a']] }, 'P.Fn::Join: expected a delimiter and a list'],
    [
      'Fn::Join that is too long',
      { 'Fn::Join': ['', [LONG, LONG]] },
      'P.Fn::Join: its text is longer than 262144 characters',
    ],

    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }, 'arn:aws:iam::111122223333:root'],
    [
      'Fn::Sub with variables of its own',
      { 'Fn::Sub': ['${ A }/${B}', { A: 'x', B: { Ref: 'AWS::Region' } }] },
      'x/eu-west-1',
    ],
    ['Fn::Sub with a literal', { 'Fn::Sub': 'users/${!aws:username}' }, 'users/${aws:username}'],
    ['Fn::Sub with an attribute', { 'Fn::Sub': '${Key.Arn}' }, expect.stringContaining(':key/'), KEY],
    ['Fn::Sub with braces that are no variable', { 'Fn::Sub': '${ $ {} ${' }, '${ $ {} ${'],
    ['Fn::Sub with what is unresolved', { 'Fn::Sub': 'a${Nobody}' }, 'P.Fn::Sub: Nobody: the template has no Nobody'],
    [
      'Fn::Sub whose variable is unresolved',
      { 'Fn::Sub': ['${A}', { A: { Ref: 'Nobody' } }] },
      'P.Fn::Sub[1].A.Ref: Nobody: the template has no Nobody',
    ],
    ['Fn::Sub whose variable is a list', { 'Fn::Sub': ['${A}', { A: [] }] }, 'P.Fn::Sub: expected a list of texts'],
    ['Fn::Sub of no text', { 'Fn::Sub': 1 }, 'P.Fn::Sub: expected a text, or a list of a text and its variables'],
    [
      'Fn::Sub with variables in a list',
      { 'Fn::Sub': ['${A}', []] },
      'P.Fn::Sub: expected a text, or a list of a text and its variables',
    ],

    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Select by text', { 'Fn::Select': ['0', { 'Fn::Split': [',', 'a,b'] }] }, 'a'],
    ['Fn::Select past the end', { 'Fn::Select': [2, ['a', 'b']] }, 'P.Fn::Select: there is no item 2 in a list of 2'],
    [
      'Fn::Select before the beginning',
      { 'Fn::Select': [-1, ['a', 'b']] },
      'P.Fn::Select: there is no item -1 in a list of 2',
    ],
    ['Fn::Select of text', { 'Fn::Select': [0, 'abc'] }, 'P.Fn::Select[1]: expected a list'],
    ['Fn::Select of nothing', { 'Fn::Select': 0 }, 'P.Fn::Select[0]: expected a text'],
    [
      'Fn::Select by what is unresolved',
      { 'Fn::Select': [{ Ref: 'N' }, []] },
      'P.Fn::Select[0].Ref: N: the template has no N',
    ],
    [
      'Fn::Select of an item that is unresolved',
      { 'Fn::Select': [1, ['a', { Ref: 'N' }]] },
      'P.Fn::Select[1][1].Ref: N: the template has no N',
    ],
    ['Fn::Select of an item beside one that is unresolved', { 'Fn::Select': [0, ['a', { Ref: 'N' }]] }, 'a'],

    ['Fn::Split', { 'Fn::Split': ['|', 'a|b|'] }, ['a', 'b', '']],
    ['Fn::Split by nothing', { 'Fn::Split': ['', 'ab'] }, 'P.Fn::Split: expected a delimiter and a text'],
    ['Fn::Split of a list', { 'Fn::Split': [',', ['a']] }, 'P.Fn::Split[1]: expected a text'],

    [
      'Fn::If, met',
      { 'Fn::If': ['Yes', 'a', { Ref: 'Nobody' }] },
      'a',
      { Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } } },
    ],
    [
      'Fn::If, not met',
      { 'Fn::If': ['No', { Ref: 'Nobody' }, 'b'] },
      'b',
      { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } },
    ],
    [
      'Fn::If without a value',
      [{ 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }],
      [],
      { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } },
    ],
    ['Fn::If of no condition', { 'Fn::If': ['Maybe', 'a', 'b'] }, 'P.Fn::If: there is no condition Maybe'],
    [
      'Fn::If of what is no name',
      { 'Fn::If': [true, 'a', 'b'] },
      'P.Fn::If: expected the name of a condition and two values',
    ],

    [
      'Fn::FindInMap',
      { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'key'] },
      'k',
      { Mappings: { M: { 'eu-west-1': { key: 'k' } } } },
    ],
    ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['M', 'a', 'b'] }, ['x'], { Mappings: { M: { a: { b: ['x'] } } } }],
    [
      'Fn::FindInMap without an entry',
      { 'Fn::FindInMap': ['M', 'a', 'b'] },
      'P.Fn::FindInMap: the mappings have no M.a.b',
      { Mappings: { M: {} } },
    ],
    [
      'Fn::FindInMap of what objects inherit',
      { 'Fn::FindInMap': ['M', 'constructor', 'name'] },
      'P.Fn::FindInMap: the mappings have no M.constructor.name',
      { Mappings: { M: {} } },
    ],
    [
      'Fn::FindInMap with too few names',
      { 'Fn::FindInMap': ['M', 'a'] },
      'P.Fn::FindInMap: the mappings have no M.a',
      { Mappings: { M: { a: { b: 'x' } } } },
    ],
    [
      'Fn::FindInMap with a default',
      { 'Fn::FindInMap': ['M', 'a', 'b', { DefaultValue: 'd' }] },
      'd',
      { Mappings: {} },
    ],
    [
      'Fn::FindInMap by what is unresolved',
      { 'Fn::FindInMap': ['M', { Ref: 'N' }, 'b'] },
      'P.Fn::FindInMap[1].Ref: N: the template has no N',
    ],

    [
      'Fn::ImportValue',
      { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-key' } },
      'arn',
      {},
      { exports: { 'orders-key': 'arn' } },
    ],
    [
      'Fn::ImportValue of nothing',
      { 'Fn::ImportValue': 'key' },
      'P.Fn::ImportValue: no stack that was read exports key: give it in exports',
    ],

    ['Fn::Base64', { 'Fn::Base64': 'ä' }, 'w6Q='],
    ['Fn::Length', { 'Fn::Length': ['a', 'b'] }, 2],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'AWS::Region' } } }, '{"a":"eu-west-1"}'],
    [
      'Fn::ToJsonString of what is unresolved',
      { 'Fn::ToJsonString': [{ Ref: 'N' }] },
      'P.Fn::ToJsonString[0].Ref: N: the template has no N',
    ],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, 'P.Fn::GetAZs: the Availability Zones of an account are not known'],
    ['Fn::Cidr', { 'Fn::Cidr': [] }, 'P.Fn::Cidr: blocks of IP addresses are not computed'],
    ['Fn::Transform', { 'Fn::Transform': {} }, 'P.Fn::Transform: macros run in AWS CloudFormation alone'],
    ['an unknown function', { 'Fn::Guess': 1 }, 'P: Fn::Guess is no function that is known'],
    ['a function beside another member', { 'Fn::Join': ['', []], a: 1 }, 'P: Fn::Join must stand alone in its object'],

    ['a dynamic reference', 'a{{resolve:ssm:/key}}b', 'axb', {}, { values: { 'resolve:ssm:/key': 'x' } }],
    [
      'a dynamic reference that is not given',
      '{{resolve:ssm:/key}}',
      'P: resolve:ssm:/key is known when it is deployed: give it in values',
    ],
    ['braces that are no dynamic reference', '{{resolve:', '{{resolve:'],
  ])('%s', (_, expression, value, parts = {}, known = {}) => {
    expect(evaluated(expression, parts as never, known)).toEqual(value);
  });

  it('know a resource whose condition is false as one that is not there', () => {
    const parts = {
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Key: { Type: 'AWS::KMS::Key', Condition: 'No' } },
    };
    expect(evaluated({ Ref: 'Key' }, parts)).toBe('P.Ref: Key is not created, its condition No is false');
  });
});
