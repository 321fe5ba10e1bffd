/** A statement that allows actions on everything, or all but some. */
type Row = readonly [path: string, ...statements: readonly object[]];

const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const READ = allow('kms:Describe*', 'kms:Get*', 'kms:List*');
const KMS_POWER_USER = [
  'kms:CreateAlias',
  'kms:CreateKey',
  'kms:DeleteAlias',
  'kms:Describe*',
  'kms:GenerateRandom',
  'kms:Get*',
  'kms:List*',
];

/** The day as of which they are known. */
export const AWS_MANAGED_POLICIES_AS_OF = '2026-08-22';

/**
 * AWS managed policies as of that day: those that people use for keys, and those of programs that use keys. Of long ones
 * only what they say of AWS KMS, and of those that say nothing of it, all. The version that each had then stands behind it.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ROWS: readonly Row[] = [
  ['AdministratorAccess', allow('*')], // v1
  [
    'PowerUserAccess', // v12
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    allow('iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'),
  ],
  ['ReadOnlyAccess', READ], // v188
  ['SecurityAudit', READ], // v92
  ['job-function/SupportUser', READ], // v11
  ['job-function/ViewOnlyAccess', allow('kms:ListKeys', 'kms:ListResourceTags')], // v45
  ['job-function/DatabaseAdministrator', allow('kms:ListKeys')], // v5
  ['job-function/SystemAdministrator', allow(...KMS_POWER_USER, 'kms:Encrypt', 'kms:ReEncrypt*')], // v12
  [
    'AWSKeyManagementServicePowerUser', // v2
    allow(
      ...KMS_POWER_USER,
      'kms:TagResource',
      'kms:UntagResource',
      'iam:ListGroups',
      'iam:ListRoles',
      'iam:ListUsers',
    ),
  ],
  ['SecretsManagerReadWrite', allow('kms:DescribeKey', 'kms:ListAliases', 'kms:ListKeys')], // v5
  [
    'AWSSecretsManagerClientReadOnlyAccess', // v4
    {
      Sid: 'KMSDecryptKey',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: 'arn:aws:kms:*:*:key/*',
      Condition: {
        StringLike: {
          'kms:EncryptionContext:SecretARN': 'arn:aws:secretsmanager:*:*:secret:*',
          'kms:ViaService': 'secretsmanager.*.amazonaws.com',
        },
      },
    },
  ],
  ['AmazonDynamoDBFullAccess', allow('kms:DescribeKey', 'kms:ListAliases')], // v15
  ['AWSLambda_FullAccess', allow('kms:DescribeKey', 'kms:ListAliases')], // v7
  ['AWSLambda_ReadOnlyAccess', allow('kms:ListAliases')], // v5
  ['AWSCloudTrail_FullAccess', allow('kms:CreateKey', 'kms:CreateAlias', 'kms:ListKeys', 'kms:ListAliases')], // v3
  ['AmazonEKSClusterPolicy', allow('kms:DescribeKey')], // v10
  ['AmazonS3FullAccess', allow('s3:*', 's3-object-lambda:*')], // v2
  [
    'AmazonS3ReadOnlyAccess', // v3
    allow('s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'),
  ],
  ['AmazonSQSFullAccess', allow('sqs:*')], // v1
  [
    'AWSXRayDaemonWriteAccess', // v2
    allow(
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
  ],
  ['service-role/AWSLambdaBasicExecutionRole', allow(...LOGS)], // v1
  [
    'service-role/AWSLambdaVPCAccessExecutionRole', // v3
    allow(
      ...LOGS,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ),
  ],
  [
    'service-role/AWSLambdaSQSQueueExecutionRole', // v1
    allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOGS),
  ],
  [
    'service-role/AWSLambdaDynamoDBExecutionRole', // v1
    allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...LOGS,
    ),
  ],
  [
    'service-role/AmazonECSTaskExecutionRolePolicy', // v1
    allow(
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ),
  ],
];

const FULL_ACCESS = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Of AWS Organizations: attached to all, and the only ones of AWS. */
const ORGANIZATIONS: readonly Row[] = [
  ['service_control_policy/p-FullAWSAccess', FULL_ACCESS],
  ['resource_control_policy/p-RCPFullAWSAccess', { ...FULL_ACCESS, Principal: '*' }],
];

const BY_PATH: ReadonlyMap<string, readonly object[]> = new Map([
  ...ROWS.map(prefixed('iam')),
  ...ORGANIZATIONS.map(prefixed('organizations')),
]);

function prefixed(service: string): (row: Row) => readonly [string, readonly object[]] {
  return ([path, ...statements]) => [`${service}::aws:policy/${path}`, statements];
}

/** The document of a policy of AWS's own as JSON text, by its ARN in any partition; undefined for one that is not known here. */
export function awsManagedPolicy(arn: string): string | undefined {
  const [, , ...rest] = arn.split(':');
  const statements = BY_PATH.get(rest.join(':'));
  return statements && JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The ARNs of all that are known, in the partition `aws`. */
export const AWS_MANAGED_POLICIES: readonly string[] = [...BY_PATH.keys()].map((path) => `arn:aws:${path}`);
