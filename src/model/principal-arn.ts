const IAM_PRINCIPAL = /^arn:[^:]+:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)$/;
const STS_PRINCIPAL = /^arn:[^:]+:sts::\d{12}:(assumed-role|federated-user)\/[\w+=,.@/-]+$/;

/**
 * Account root, IAM user, IAM role, assumed-role session or federated user; a group or an organisation is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function isPrincipalArn(text: string): boolean {
  return IAM_PRINCIPAL.test(text) || STS_PRINCIPAL.test(text);
}
