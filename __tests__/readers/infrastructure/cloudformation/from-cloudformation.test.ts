// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { type CloudFormationOptions, fromCloudFormation } from '../../../../src/readers/infrastructure.js';
import { APP, allow, key, PLACE, read, refusal, role } from './support.js';

describe('the report', () => {
  it('counts what was passed over, and stays behind where options are spread', () => {
    const infrastructure = read({
      A: { Type: 'AWS::S3::Bucket' },
      B: { Type: 'AWS::S3::Bucket', Properties: { Tags: { Ref: 'Nobody' } } },
      C: { Type: 'Custom::Thing' },
    });
    expect(infrastructure.report).toEqual({
      resources: {},
      unresolved: [],
      passedOver: { 'AWS::S3::Bucket': 2, 'Custom::Thing': 1 },
      leftOut: [],
      exports: {},
      followed: [],
    });
    expect({ ...infrastructure }).toEqual({
      accountId: '111122223333',
      region: 'eu-west-1',
      keys: [],
      aliases: [],
      iam: { roles: {}, users: {}, policies: {} },
    });
  });

  it('has the exports of stacks, which later stacks import', () => {
    const Outputs = {
      Key: { Value: { 'Fn::GetAtt': 'Key.Arn' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Key' } } },
      None: { Value: 'x' },
      Not: { Value: 'x', Export: { Name: 'not' }, Condition: 'No' },
    };
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } };
    const keys = { template: { Resources: { Key: key() }, Outputs, Conditions }, stackName: 'keys' };
    const roles = {
      template: {
        Resources: {
          Role: role({
            Policies: [{ PolicyName: 'p', PolicyDocument: allow('kms:*', { 'Fn::ImportValue': 'keys:Key' }) }],
          }),
        },
      },
      stackName: 'roles',
    };
    const infrastructure = fromCloudFormation([keys, roles], PLACE);
    const arn = infrastructure.arn('keys/Key');
    expect(infrastructure.report.exports).toEqual({ 'keys:Key': arn });
    expect(infrastructure.iam.roles?.[APP]?.policies).toEqual([
      { PolicyName: 'p', PolicyDocument: allow('kms:*', arn) },
    ]);
  });

  it('gives the ARN of an expression', () => {
    const { arn } = read({ Key: key() });
    expect(arn({ 'Fn::GetAtt': ['Key', 'Arn'] })).toBe(arn('Key'));
    expect(arn({ 'Fn::Sub': '${Key.Arn}' })).toBe(arn('Key'));
    expect(refusal(() => arn({ Ref: 'Nobody' }))).toBe('[localkms] arn: the expression has no value that is text');
    expect(refusal(() => arn('Nobody'))).toBe('[localkms] arn: there is no Nobody among those that were read: Key');
  });
});

describe('parameters', () => {
  const ref = (declared: object, options: CloudFormationOptions = {}) =>
    read(
      {
        Key: key({ Description: { 'Fn::Join': ['|', [{ Ref: 'P' }]] } }),
        List: key({ Description: { 'Fn::Join': ['|', { Ref: 'P' }] } }),
      },
      { Parameters: { P: declared } },
      options,
    ).report;
  const described = (declared: object, options: CloudFormationOptions = {}) => {
    const resources = { Key: key({ Description: { 'Fn::Join': ['|', { Ref: 'P' }] } }) };
    return read(resources, { Parameters: { P: declared } }, options).keys[0]?.Description;
  };

  it('have their default, or what is given', () => {
    expect(described({ Type: 'CommaDelimitedList', Default: 'a, b' })).toBe('a|b');
    expect(described({ Type: 'List<String>', Default: 'a,b' }, { parameters: { P: ['c', 'd'] } })).toBe('c|d');
    expect(described({ Type: 'List<Number>' }, { parameters: { P: '1,2' } })).toBe('1|2');
  });

  it('of Parameter Store have no default', () => {
    expect(ref({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/key' }).unresolved[0]).toMatchObject({
      reason: 'the parameter P has no value: give what Parameter Store has for it in parameters',
    });
  });

  it('that the template does not have are refused', () => {
    expect(refusal(() => read({}, { Parameters: { A: {}, B: {} } }, { parameters: { C: 'x' } }))).toBe(
      '[localkms] options.parameters.C: the template has no such parameter, only A, B',
    );
    expect(refusal(() => read({}, {}, { parameters: { C: 'x' } }))).toBe(
      '[localkms] options.parameters.C: the template has no such parameter, only none',
    );
  });
});

describe('options that are wrong', () => {
  it.each<[options: object, message: string]>([
    [{ accountId: '1' }, 'options.accountId: expected a 12-digit account id; got "1"'],
    [{ region: 'Ireland' }, 'options.region: expected an AWS Region, such as "eu-west-1"; got "Ireland"'],
    [{ stackName: '-' }, 'options.stackName: expected the name of a stack, such as "orders"; got "-"'],
    [{ parameters: [] }, 'options.parameters: expected an object; got a list'],
    [{ parameters: { A: {} } }, 'options.parameters["A"]: expected text that is not empty; got an object'],
    [{ values: { 'A.Arn': [''] } }, 'options.values["A.Arn"][0]: expected text that is not empty; got ""'],
    [{ exports: { key: 1 } }, 'options.exports["key"]: expected text that is not empty; got 1'],
    [{ policies: { arn: 1 } }, 'options.policies["arn"]: expected a policy document; got 1'],
    [{ leaveOut: 'Key' }, 'options.leaveOut: expected a list of logical ids or addresses; got text of 3 characters'],
    [
      { account: '' },
      'options.account: there is no such option, only accountId, region, policies, leaveOut, stackName, parameters, values, exports',
    ],
  ])('%j', (options, message) => {
    expect(refusal(() => fromCloudFormation({ Resources: {} }, options))).toBe(`[localkms] ${message}`);
  });

  it.each<[given: unknown, message: string]>([
    [1, 'template: expected a template: text, or an object; got a number'],
    [[{}], 'stacks[0].template is missing'],
    [
      [{ template: {}, name: 'x' }],
      'stacks[0].name: there is no such option, only accountId, region, stackName, parameters, values, template',
    ],
  ])('%j', (given, message) => {
    expect(refusal(() => fromCloudFormation(given as string))).toBe(`[localkms] ${message}`);
  });
});
