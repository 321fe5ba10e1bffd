import { memo } from '../bytes/memo.js';
import { rootArn, type Scope } from '../model/arn.js';
import { formatPolicy } from './policy-format.js';

/** The key policy of CreateKey and ReplicateKey without Policy: the account decides by IAM policies. */
const defaultPolicyOf = memo(1000, (principal: string) =>
  formatPolicy({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  }),
);

export function defaultPolicy(scope: Scope): string {
  return defaultPolicyOf(rootArn(scope));
}
