// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { APP, allow, key, read, refusal, role } from './support.js';

describe('what is not known', () => {
  const Bucket = { Type: 'AWS::S3::Bucket' };
  const bucketArn = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
  const policies = (...Statement: object[]) => ({
    Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement } }],
  });
  const statement = (Action: unknown, Resource: unknown, more: object = {}) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...more,
  });
  const DECRYPT = statement('kms:Decrypt', '*');

  it.each<[title: string, statements: object[], kept: object[]]>([
    ['statements of other services', [DECRYPT, statement(['s3:GetObject', 'sqs:*'], { Ref: 'Nobody' })], [DECRYPT]],
    [
      'statements that exclude AWS KMS',
      [DECRYPT, { Effect: 'Allow', NotAction: ['kms:*', 'iam:*'], Resource: { Ref: 'Nobody' } }],
      [DECRYPT],
    ],
    [
      'resources of other services',
      [statement('*', [bucketArn, { 'Fn::Sub': '${Bucket.Arn}/*' }, '*'])],
      [statement('*', ['*'])],
    ],
    [
      'statements with resources of other services alone',
      [DECRYPT, statement('*', { 'Fn::Join': ['', [bucketArn, '/*']] })],
      [DECRYPT],
    ],
  ])('leaves out %s', (_, statements, kept) => {
    const { iam } = read({ Bucket, Role: role(policies(...statements)) });
    expect(iam.roles).toEqual({ [APP]: policies(...kept).Policies && { policies: policies(...kept).Policies } });
  });

  it('leaves out a policy of which nothing is left', () => {
    const resources = {
      Bucket,
      Role: role({ ...policies(statement('s3:*', { Ref: 'Nobody' })), ManagedPolicyArns: [{ Ref: 'Managed' }] }),
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('s3:*', { Ref: 'Nobody' }) } },
      More: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'x', PolicyDocument: allow('s3:*', { Ref: 'Nobody' }), Roles: ['x'] },
      },
    };
    expect(read(resources).iam).toEqual({ roles: { [APP]: { policies: [] } }, users: {}, policies: {} });
  });

  it.each<[title: string, statement: object, path: string, reason: string]>([
    ['a resource', statement('kms:Decrypt', { Ref: 'Nobody' }), 'Resource.Ref', 'Nobody: the template has no Nobody'],
    [
      'one of the resources',
      statement(['s3:*', 'KMS:Decrypt'], [bucketArn, { Ref: 'Nobody' }]),
      'Resource[1].Ref',
      'Nobody: the template has no Nobody',
    ],
    [
      'what follows another text than an ARN',
      statement('*', { 'Fn::Join': ['', ['x', bucketArn]] }),
      'Resource.Fn::Join[1][1].Fn::GetAtt',
      'Bucket.Arn: that of AWS::S3::Bucket is not known: give it in values',
    ],
    ['an action', statement({ Ref: 'Nobody' }, '*'), 'Action.Ref', 'Nobody: the template has no Nobody'],
    [
      'NotAction',
      { Effect: 'Deny', NotAction: 'kms:Decrypt', Resource: { Ref: 'Nobody' } },
      'Resource.Ref',
      'Nobody: the template has no Nobody',
    ],
    [
      'a pattern of services',
      statement('k*:Decrypt', { Ref: 'Nobody' }),
      'Resource.Ref',
      'Nobody: the template has no Nobody',
    ],
    [
      'a condition',
      statement('*', '*', { Condition: { StringEquals: { 'kms:ViaService': bucketArn } } }),
      'Condition.StringEquals.kms:ViaService.Fn::GetAtt',
      'Bucket.Arn: that of AWS::S3::Bucket is not known: give it in values',
    ],
    [
      'an attribute of a nested stack',
      statement('*', { 'Fn::GetAtt': 'Nested.Outputs.KeyArn' }),
      'Resource.Fn::GetAtt',
      'Nested.Outputs.KeyArn: that of AWS::CloudFormation::Stack is not known: give it in values',
    ],
  ])('is told of %s that AWS KMS may ask for', (_, one, path, reason) => {
    const { report } = read({ Bucket, Nested: { Type: 'AWS::CloudFormation::Stack' }, Role: role(policies(one)) });
    expect(report.unresolved).toEqual([
      { logicalId: 'Role', path: `Properties.Policies[0].PolicyDocument.Statement[0].${path}`, reason },
    ]);
  });

  it('names each value, and refuses to start a world', () => {
    const unresolved = {
      Key: key({
        KeyPolicy: allow('kms:*', '*', { Principal: { AWS: { Ref: 'Admin' } } }),
        Description: { Ref: 'Text' },
      }),
      Role: role(policies(statement('kms:*', { 'Fn::ImportValue': 'key' }))),
    };
    const infrastructure = read(unresolved, { Parameters: { Admin: { Type: 'String' } } });
    const message = `[localkms] a world cannot start with values that are not known:
  Key.Properties.Description.Ref: Text: the template has no Text
  Key.Properties.KeyPolicy.Statement[0].Principal.AWS.Ref: the parameter Admin has no value: give it in parameters
  Role.Properties.Policies[0].PolicyDocument.Statement[0].Resource.Fn::ImportValue: no stack that was read exports key: give it in exports
Give them, or leave out what needs them: leaveOut: ['Key', 'Role']`;
    expect(refusal(() => ({ ...infrastructure }))).toBe(message);
    expect(refusal(() => infrastructure.keys)).toBe(message);
    expect(refusal(() => infrastructure.aliases)).toBe(message);
    expect(refusal(() => infrastructure.iam)).toBe(message);
    expect(infrastructure.report.unresolved).toHaveLength(3);
  });

  it('can be left out with what needs it', () => {
    const unresolved = {
      Key: key({ KeyPolicy: { Ref: 'Nobody' } }),
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: { Ref: 'Key' } } },
      Good: key(),
    };
    const { keys, aliases, report } = read(unresolved, {}, { leaveOut: ['Key', 'Alias'] });
    expect(keys).toHaveLength(1);
    expect(aliases).toEqual([]);
    expect(report.leftOut).toEqual(['Key', 'Alias']);
  });

  it('is told of a resource that a transform makes', () => {
    const { report } = read({ 'Fn::ForEach::Keys': [], Key: key({ 'Fn::Transform': { Name: 'AWS::Include' } }) });
    const reason = 'what a transform makes of it is not known';
    expect(report.unresolved).toEqual([
      { logicalId: 'Fn::ForEach::Keys', path: '', reason },
      { logicalId: 'Key', path: 'Properties.Fn::Transform', reason },
    ]);
  });

  it('lists the first twenty', () => {
    const resources = Object.fromEntries(
      Array.from({ length: 25 }, (_, at) => [`Key${at}`, key({ Description: { Ref: 'X' } })]),
    );
    const message = refusal(() => read(resources).keys);
    expect(message.split('\n').slice(-2)).toEqual([
      '  and 5 more',
      expect.stringMatching(/^Give them, or leave out what needs them: leaveOut: \['Key0', .*'Key19', and 5 more\]$/),
    ]);
  });
});
