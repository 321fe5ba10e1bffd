// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { type CloudFormationOptions, fromCloudFormation } from '../../../../src/readers/infrastructure.js';
import { allow, key, PLACE, ROOT, read } from './support.js';

describe('AWS::KMS::Key', () => {
  it('is a seed in the account and Region of the stack', () => {
    const { keys } = read({ Key: key() });
    expect(keys).toEqual([
      {
        KeyId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        KeyUsage: 'ENCRYPT_DECRYPT',
        MultiRegion: false,
        Region: 'eu-west-1',
        AWSAccountId: '111122223333',
        source: 'Key',
      },
    ]);
  });

  it.each<[title: string, properties: object, seed: object]>([
    ['Description', { Description: 'orders' }, { Description: 'orders' }],
    ['Enabled false', { Enabled: false }, { KeyState: 'Disabled' }],
    ['Enabled as text', { Enabled: 'false' }, { KeyState: 'Disabled' }],
    ['EnableKeyRotation', { EnableKeyRotation: true }, { RotationPeriodInDays: 365 }],
    ['RotationPeriodInDays', { EnableKeyRotation: 'true', RotationPeriodInDays: '90' }, { RotationPeriodInDays: 90 }],
    [
      'KeySpec and KeyUsage',
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ],
    ['Origin', { Origin: 'EXTERNAL' }, { Origin: 'EXTERNAL' }],
    [
      'Tags',
      { Tags: [{ Key: 'team', Value: { Ref: 'AWS::Region' } }] },
      { Tags: [{ TagKey: 'team', TagValue: 'eu-west-1' }] },
    ],
    ['MultiRegion', { MultiRegion: true }, { MultiRegion: true, KeyId: expect.stringMatching(/^mrk-[0-9a-f]{32}$/) }],
    [
      'KeyPolicy',
      { KeyPolicy: allow('kms:*', '*', { Principal: { AWS: ROOT } }) },
      { Policy: allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) },
    ],
    ['KeyPolicy as text', { KeyPolicy: '{}' }, { Policy: '{}' }],
    ['what changes no answer', { PendingWindowInDays: { Ref: 'Nobody' }, BypassPolicyLockoutSafetyCheck: true }, {}],
  ])('%s', (_, properties, seed) => {
    const { keys } = read({ Key: key(properties) });
    expect(keys[0]).toEqual({ ...read({ Key: key() }).keys[0], ...seed });
  });

  it('has another key id in another account, Region, stack, and under another logical id', () => {
    const idIn = (options: CloudFormationOptions, logicalId = 'Key') =>
      read({ [logicalId]: key() }, {}, options).keys[0]?.KeyId;
    const ids = [
      idIn({}),
      idIn({ accountId: '444455556666' }),
      idIn({ region: 'us-east-1' }),
      idIn({ stackName: 'other' }),
      idIn({}, 'Other'),
    ];
    expect(new Set(ids).size).toBe(5);
    expect(idIn({})).toBe(ids[0]);
  });

  it('is not there where its condition is false', () => {
    const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    const Parameters = { Stage: { Type: 'String', Default: 'test' } };
    const resources = { Key: key({}, { Condition: 'IsProd' }) };
    const test = read(resources, { Conditions, Parameters });
    expect(test.keys).toEqual([]);
    expect(test.report.leftOut).toEqual(['Key']);
    expect(read(resources, { Conditions, Parameters }, { parameters: { Stage: 'prod' } }).keys).toHaveLength(1);
  });

  it('is unresolved where its condition is', () => {
    const { report } = read({ Key: key({}, { Condition: 'IsProd' }) });
    expect(report.unresolved).toEqual([
      { logicalId: 'Key', path: 'Condition', reason: 'there is no condition IsProd' },
    ]);
  });
});

describe('AWS::KMS::ReplicaKey', () => {
  const primary = {
    template: {
      Resources: { Key: key({ MultiRegion: true }) },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': 'Key.Arn' }, Export: { Name: 'primary' } } },
    },
    stackName: 'primary',
    region: 'eu-west-1',
  };
  const replica = (Properties: object) => ({
    template: {
      Resources: {
        Copy: {
          Type: 'AWS::KMS::ReplicaKey',
          Properties: { PrimaryKeyArn: { 'Fn::ImportValue': 'primary' }, ...Properties },
        },
        Name: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/copy', TargetKeyId: { Ref: 'Copy' } } },
      },
    },
    stackName: 'copy',
    region: 'us-east-1',
  });

  it('is a replica key of the primary key of another stack, with what is its own', () => {
    const KeyPolicy = allow('kms:*', '*', { Principal: { AWS: ROOT } });
    const { keys, aliases, report } = fromCloudFormation(
      [primary, replica({ KeyPolicy, Enabled: false, Tags: [{ Key: 'a', Value: 'b' }] })],
      { accountId: '111122223333' },
    );
    const Policy = allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } });
    expect(keys).toMatchObject([
      {
        MultiRegion: true,
        Region: 'eu-west-1',
        ReplicaRegions: [
          {
            Region: 'us-east-1',
            Description: '',
            KeyState: 'Disabled',
            Policy,
            Tags: [{ TagKey: 'a', TagValue: 'b' }],
          },
        ],
      },
    ]);
    expect(report.resources).toEqual({
      'primary/Key': { type: 'AWS::KMS::Key', arn: `arn:aws:kms:eu-west-1:111122223333:key/${keys[0]?.KeyId}` },
      'copy/Copy': { type: 'AWS::KMS::ReplicaKey', arn: `arn:aws:kms:us-east-1:111122223333:key/${keys[0]?.KeyId}` },
      'copy/Name': { type: 'AWS::KMS::Alias', arn: 'arn:aws:kms:us-east-1:111122223333:alias/copy' },
    });
    expect(aliases).toEqual([
      { AliasName: 'alias/copy', TargetKeyId: report.resources['copy/Copy']?.arn, source: 'copy/Name' },
    ]);
  });

  it.each([
    [
      'arn:aws:kms:eu-west-1:111122223333:key/mrk-11111111111111111111111111111111',
      'the key arn:aws:kms:eu-west-1:111122223333:key/mrk-11111111111111111111111111111111 is none of those that were read',
    ],
    ['mrk-1', 'Copy: it is no key ARN'],
  ])('is unresolved where its primary key %s was not read', (PrimaryKeyArn, reason) => {
    const { report } = fromCloudFormation(replica({ PrimaryKeyArn }).template, PLACE);
    expect(report.unresolved[0]).toMatchObject({ logicalId: 'Copy', reason });
  });
});

describe('AWS::KMS::Alias', () => {
  const alias = (TargetKeyId: unknown) => ({
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: 'alias/orders', TargetKeyId },
  });

  it.each([{ Ref: 'Key' }, { 'Fn::GetAtt': ['Key', 'Arn'] }])('is that of the key %j', (target) => {
    const { aliases, arn } = read({ Key: key(), Alias: alias(target) });
    expect(aliases).toEqual([{ AliasName: 'alias/orders', TargetKeyId: arn('Key'), source: 'Alias' }]);
    expect(arn('Alias')).toBe('arn:aws:kms:eu-west-1:111122223333:alias/orders');
  });

  it('of a key that was not read is unresolved', () => {
    const { report } = read({ Alias: alias('11111111-1111-4111-8111-111111111111') });
    expect(report.unresolved).toEqual([
      {
        logicalId: 'Alias',
        path: 'Properties.TargetKeyId',
        reason:
          'the key arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-4111-8111-111111111111 is none of those that were read',
      },
    ]);
  });
});
