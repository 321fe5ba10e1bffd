/**
 * Managed policies of AWS's that roles of applications often have, and in which no statement concerns AWS KMS: their
 * documents need not be known.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html, as of 2026-08-22
 */
const WITHOUT_KMS: ReadonlySet<string> = new Set([
  'service-role/AWSLambdaKinesisExecutionRole',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonSSMManagedInstanceCore',
  'AWSXrayWriteOnlyAccess',
  'CloudWatchAgentServerPolicy',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
]);

/** Whether it is such a policy: what it allows changes no answer of AWS KMS. */
export function isManagedWithoutKms(arn: string): boolean {
  const [, name = ''] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  return WITHOUT_KMS.has(name);
}
