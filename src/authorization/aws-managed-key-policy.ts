import { rootArn, type Scope } from '../model/arn.js';
import type { PredefinedAlias } from '../model/predefined-aliases.js';
import { formatPolicy } from './policy-format.js';

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key: use through the service only. */
export function awsManagedKeyPolicy(scope: Scope, { service, via }: PredefinedAlias): string {
  return formatPolicy({
    Version: '2012-10-17',
    Id: `auto-${service}-1`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use it`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:CallerAccount': scope.account,
            'kms:ViaService': `${via}.${scope.region}.amazonaws.com`,
          },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: rootArn(scope) },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  });
}
