/** A predefined alias, and the description of the AWS managed key that it gets on first use. */
export interface PredefinedAlias {
  readonly service: string;
  /** The service that calls for it, as `kms:ViaService` has it: EC2 for EBS volumes. */
  readonly via: string;
  readonly description: string;
}

function keyOf(service: string, protects: string, via = service): PredefinedAlias {
  return { service, via, description: `Default key that protects my ${protects} when no other key is defined` };
}

/** `alias/aws/<service>`: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key */
export const PREDEFINED_ALIASES: readonly PredefinedAlias[] = [
  keyOf('acm', 'ACM private keys'),
  keyOf('backup', 'Backup data'),
  keyOf('codecommit', 'CodeCommit repositories'),
  keyOf('connect', 'Connect data'),
  keyOf('dms', 'DMS data'),
  keyOf('dynamodb', 'DynamoDB data'),
  keyOf('ebs', 'EBS volumes', 'ec2'),
  keyOf('elasticfilesystem', 'EFS file systems'),
  keyOf('es', 'Elasticsearch data'),
  keyOf('fsx', 'FSx resources'),
  keyOf('glue', 'Glue metadata'),
  keyOf('imagebuilder', 'Image Builder resources'),
  keyOf('kinesis', 'Kinesis data'),
  keyOf('kinesisvideo', 'Kinesis Video Streams data'),
  keyOf('lambda', 'Lambda functions'),
  keyOf('rds', 'RDS database volumes'),
  keyOf('redshift', 'Redshift clusters'),
  keyOf('s3', 'S3 objects'),
  keyOf('secretsmanager', 'Secrets Manager data'),
  keyOf('sns', 'SNS data'),
  keyOf('sqs', 'SQS messages'),
  keyOf('ssm', 'SSM parameters'),
  keyOf('workmail', 'WorkMail objects'),
  keyOf('workspaces', 'WorkSpaces volumes'),
  keyOf('xray', 'X-Ray data'),
];

const byName = new Map(PREDEFINED_ALIASES.map((alias) => [`alias/aws/${alias.service}`, alias]));

export function predefinedAlias(aliasName: string): PredefinedAlias | undefined {
  return byName.get(aliasName);
}
