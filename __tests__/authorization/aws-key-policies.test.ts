import { awsManagedKeyPolicy } from '../../src/authorization/aws-managed-key-policy.js';
import { defaultPolicy } from '../../src/authorization/default-policy.js';
import { scopeOf } from '../../src/model/arn.js';
import { type PredefinedAlias, predefinedAlias } from '../../src/model/predefined-aliases.js';

const SCOPE = scopeOf('111122223333', 'eu-west-1');
const CHINA = scopeOf('111122223333', 'cn-north-1');

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
it.each([
  [SCOPE, 'arn:aws:iam::111122223333:root'],
  [CHINA, 'arn:aws-cn:iam::111122223333:root'],
])('the default key policy gives the account full access, which allows IAM policies', (scope, AWS) => {
  expect(JSON.parse(defaultPolicy(scope))).toEqual({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' },
    ],
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
it('the key policy of an AWS managed key allows use through its service, and a look at it', () => {
  const text = awsManagedKeyPolicy(SCOPE, predefinedAlias('alias/aws/ebs') as PredefinedAlias);
  expect(JSON.parse(text)).toEqual({
    Version: '2012-10-17',
    Id: 'auto-ebs-1',
    Statement: [
      {
        Sid: 'Allow access through ebs for all principals in the account that are authorized to use it',
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
          StringEquals: { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  });
});
