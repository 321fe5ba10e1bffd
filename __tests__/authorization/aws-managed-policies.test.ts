import { AWS_MANAGED_POLICIES, awsManagedPolicy } from '../../src/authorization/aws-managed-policies.js';
import { readPolicy } from '../../src/authorization/policy.js';
import { readNewPolicy } from '../../src/authorization/policy-validation.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';

const NAMES = Object.keys(OPERATIONS);
const READING = NAMES.filter((name) => /^(Describe|Get|List)/.test(name));
const POWER_USER = ['CreateAlias', 'CreateKey', 'DeleteAlias', 'GenerateRandom', ...READING];

/**
 * What each allows of AWS KMS.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const OF_KMS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: NAMES,
  PowerUserAccess: NAMES,
  ReadOnlyAccess: READING,
  SecurityAudit: READING,
  'job-function/SupportUser': READING,
  'job-function/ViewOnlyAccess': ['ListKeys', 'ListResourceTags'],
  'job-function/DatabaseAdministrator': ['ListKeys'],
  'job-function/SystemAdministrator': [...POWER_USER, 'Encrypt', 'ReEncrypt'],
  AWSKeyManagementServicePowerUser: [...POWER_USER, 'TagResource', 'UntagResource'],
  SecretsManagerReadWrite: ['DescribeKey', 'ListAliases', 'ListKeys'],
  AWSSecretsManagerClientReadOnlyAccess: ['Decrypt'],
  AmazonDynamoDBFullAccess: ['DescribeKey', 'ListAliases'],
  AWSLambda_FullAccess: ['DescribeKey', 'ListAliases'],
  AWSLambda_ReadOnlyAccess: ['ListAliases'],
  AWSCloudTrail_FullAccess: ['CreateAlias', 'CreateKey', 'ListAliases', 'ListKeys'],
  AmazonEKSClusterPolicy: ['DescribeKey'],
  AmazonS3FullAccess: [],
  AmazonS3ReadOnlyAccess: [],
  AmazonSQSFullAccess: [],
  AWSXRayDaemonWriteAccess: [],
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaVPCAccessExecutionRole': [],
  'service-role/AWSLambdaSQSQueueExecutionRole': [],
  'service-role/AWSLambdaDynamoDBExecutionRole': [],
  'service-role/AmazonECSTaskExecutionRolePolicy': [],
};

const OF_IAM = AWS_MANAGED_POLICIES.filter((arn) => arn.startsWith('arn:aws:iam::aws:policy/'));

function documentOf(arn: string): unknown {
  return JSON.parse(awsManagedPolicy(arn) as string);
}

describe('AWS managed policies', () => {
  it.each(OF_IAM)('%s is one that IAM would take', (arn) => {
    expect(readNewPolicy(documentOf(arn), 'identity-based policy', arn).statements).not.toHaveLength(0);
  });

  it.each(OF_IAM)('%s allows of AWS KMS what its page says', (arn) => {
    const policy = readPolicy(documentOf(arn), 'identity-based policy', arn);
    const allowed = NAMES.filter((name) => policy.on(`kms:${name}`).Allow.length > 0);
    const [, path = ''] = arn.split('aws:policy/');
    expect(allowed.sort()).toEqual([...(OF_KMS[path] as readonly string[])].sort());
  });

  it('are those of the table', () => {
    expect(OF_IAM.map((arn) => arn.split('aws:policy/')[1])).toEqual(Object.keys(OF_KMS));
  });

  it.each([
    ['service_control_policy/p-FullAWSAccess', {}],
    ['resource_control_policy/p-RCPFullAWSAccess', { Principal: '*' }],
  ])('%s allows everything', (path, named) => {
    expect(documentOf(`arn:aws:organizations::aws:policy/${path}`)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...named }],
    });
  });

  it('allow PowerUserAccess all but what is named', () => {
    const policy = readPolicy(documentOf('arn:aws:iam::aws:policy/PowerUserAccess'), 'identity-based policy', 'it');
    const allowed = [
      'iam:CreateUser',
      'organizations:ListRoots',
      'account:GetRegionOptStatus',
      'iam:ListRoles',
      's3:GetObject',
    ];
    expect(allowed.filter((action) => policy.on(action).Allow.length > 0)).toEqual(['iam:ListRoles', 's3:GetObject']);
  });

  it('are the same in every partition', () => {
    const [one, other] = ['aws', 'aws-us-gov'].map((name) =>
      awsManagedPolicy(`arn:${name}:iam::aws:policy/ReadOnlyAccess`),
    );
    expect(one).toBe(other);
    expect(one).toBeDefined();
  });

  it.each(['arn:aws:iam::aws:policy/None', 'arn:aws:iam::111122223333:policy/ReadOnlyAccess', '', 'ReadOnlyAccess'])(
    'know nothing of %p',
    (arn) => {
      expect(awsManagedPolicy(arn)).toBeUndefined();
    },
  );

  it('condition what secrets are decrypted for', () => {
    expect(documentOf('arn:aws:iam::aws:policy/AWSSecretsManagerClientReadOnlyAccess')).toMatchObject({
      Statement: [
        {
          Resource: 'arn:aws:kms:*:*:key/*',
          Condition: {
            StringLike: {
              'kms:EncryptionContext:SecretARN': 'arn:aws:secretsmanager:*:*:secret:*',
              'kms:ViaService': 'secretsmanager.*.amazonaws.com',
            },
          },
        },
      ],
    });
  });
});
