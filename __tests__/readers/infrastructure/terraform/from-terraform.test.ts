// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of IAM
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromTerraform } from '../../../../src/readers/infrastructure.js';
import { ACCOUNT } from './support.js';

/**
 * The output of `terraform show -json` (Terraform 1.11) for a plan of the configuration in orders.tf, without the time; the
 * provider was one with the schemas of hashicorp/aws for these resources.
 */
const ORDERS = readFileSync(join(__dirname, 'orders.plan'), 'utf8');

const iamArn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

describe('a plan of Terraform', () => {
  const LISTS = ['aws_kms_key.list[0]', 'aws_kms_key.list[1]'];
  const infrastructure = fromTerraform(ORDERS, { leaveOut: LISTS });
  const { arn } = infrastructure;
  const orders = arn('module.keys.aws_kms_key.this');
  const multi = arn('aws_kms_key.multi');
  const decrypt = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OwnTenant',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: orders,
        Condition: { StringEquals: { 'kms:EncryptionContext:tenant': '${aws:PrincipalTag/tenant}' } },
      },
    ],
  };

  it('has the account of the caller and the Region of the provider', () => {
    expect(infrastructure).toMatchObject({ accountId: ACCOUNT, region: 'eu-west-1' });
  });

  it('has keys of modules, with policies of data sources that are only read at apply', () => {
    expect(infrastructure.keys[1]).toEqual({
      KeyId: orders.split('/')[1],
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Region: 'eu-west-1',
      AWSAccountId: ACCOUNT,
      Description: 'Key of orders',
      RotationPeriodInDays: 365,
      Tags: [{ TagKey: 'service', TagValue: 'orders' }],
      source: 'module.keys.aws_kms_key.this',
      Policy: {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'Account', Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: 'kms:*', Resource: '*' },
          {
            Sid: 'NobodyButTheAdminDeletes',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'kms:ScheduleKeyDeletion',
            Resource: '*',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': iamArn('role/admin/key-admin') } },
          },
          {
            Sid: 'Users',
            Effect: 'Allow',
            Principal: { AWS: [iamArn('role/orders-acme'), iamArn('role/orders-globex')] },
            Action: ['kms:DescribeKey', 'kms:Encrypt'],
            Resource: '*',
          },
        ],
      },
    });
  });

  it('has multi-Region keys with the replica keys of other providers, and key policies of their own resource', () => {
    expect(infrastructure.keys[0]).toMatchObject({
      KeyId: multi.split('/')[1],
      MultiRegion: true,
      Policy: {
        Statement: [
          { Principal: { AWS: [iamArn('root'), iamArn('role/admin/key-admin'), iamArn('role/orders-acme')] } },
        ],
      },
      Grants: [
        {
          Name: 'orders',
          GranteePrincipal: iamArn('role/orders-acme'),
          Operations: ['Decrypt'],
          Constraints: { EncryptionContextEquals: { tenant: 'acme' } },
        },
      ],
      ReplicaRegions: [
        { Region: 'us-east-1', Policy: expect.stringContaining('key-default-1'), Tags: [], Description: '' },
      ],
    });
    expect(arn('aws_kms_replica_key.multi')).toBe(multi.replace('eu-west-1', 'us-east-1'));
  });

  it('has aliases, but those of keys that are left out', () => {
    expect(infrastructure.aliases).toEqual([
      { AliasName: 'alias/orders', TargetKeyId: orders, source: 'module.keys.aws_kms_alias.this' },
    ]);
    expect(infrastructure.report.leftOut).toEqual(LISTS);
  });

  it('has roles and users with what is attached to them', () => {
    const attached = [
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      iamArn('policy/orders-decrypt'),
    ];
    const inline = arn('aws_iam_role.inline');
    expect(inline).toMatch(/:role\/inline-\d{26}$/);
    expect(infrastructure.iam).toEqual({
      roles: {
        [iamArn('role/admin/key-admin')]: {
          policies: [{ PolicyName: 'aws_iam_role_policy.admin', PolicyDocument: expect.stringContaining('"kms:*"') }],
        },
        [inline]: {
          policies: [{ PolicyName: 'decrypt', PolicyDocument: decrypt }],
          permissionsBoundary: iamArn('policy/orders-decrypt'),
        },
        [iamArn('role/orders-acme')]: { policies: attached, tags: { tenant: 'acme' } },
        [iamArn('role/orders-globex')]: { policies: attached, tags: { tenant: 'globex' } },
      },
      users: {
        [iamArn('user/ann')]: { policies: [{ PolicyName: 'aws_iam_group_policy.staff', PolicyDocument: decrypt }] },
      },
      policies: { [iamArn('policy/orders-decrypt')]: decrypt },
    });
  });

  it('tells which attributes it took from references', () => {
    expect(infrastructure.report.followed.map(({ logicalId, path }) => `${logicalId}.${path}`)).toEqual(
      expect.arrayContaining([
        'module.keys.aws_kms_key.this.policy',
        'module.keys.data.aws_iam_policy_document.key.statement',
        'aws_kms_replica_key.multi.primary_key_arn',
      ]),
    );
  });

  it('does not guess a policy that is computed of what it refers to', () => {
    const { report } = fromTerraform(ORDERS);
    expect(report.unresolved).toEqual(
      LISTS.map((logicalId) => ({ logicalId, path: 'policy', reason: 'how it is computed is not in the plan' })),
    );
  });

  it('takes what is known beside it', () => {
    const values = Object.fromEntries(LISTS.map((address) => [`${address}.policy`, '{}']));
    const { keys, aliases } = fromTerraform(ORDERS, { values });
    expect(keys.map(({ Policy }) => Policy).slice(0, 2)).toEqual(['{}', '{}']);
    // Each of them by its own index.
    expect(aliases.slice(0, 3).map(({ TargetKeyId }) => TargetKeyId.split('/')[1])).toEqual([
      keys[0]?.KeyId,
      keys[0]?.KeyId,
      keys[1]?.KeyId,
    ]);
  });
});

describe('a state of Terraform', () => {
  const keyArn = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
  const resource = (type: string, name: string, values: object) => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    values,
  });
  const inline = { name: 'decrypt', policy: '{"Statement":[]}' };
  const state = {
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          resource('aws_kms_key', 'orders', {
            arn: keyArn,
            key_id: keyArn.split('/')[1],
            policy: '{"Version":"2012-10-17"}',
            is_enabled: false,
            rotation_period_in_days: 0,
            enable_key_rotation: false,
            customer_master_key_spec: 'RSA_2048',
            key_usage: 'SIGN_VERIFY',
            tags: {},
            tags_all: { owner: 'orders' },
          }),
          resource('aws_kms_alias', 'orders', {
            arn: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/orders`,
            name: 'alias/orders',
            target_key_id: keyArn.split('/')[1],
          }),
          resource('aws_iam_role', 'orders', {
            arn: iamArn('role/orders'),
            name: 'orders',
            inline_policy: [inline, {}],
            managed_policy_arns: ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'],
            permissions_boundary: '',
            tags: null,
          }),
          resource('aws_iam_role_policy', 'decrypt', { ...inline, role: 'orders' }),
        ],
      },
    },
  };

  it('is read in the account and Region of its ARNs', () => {
    expect({ ...fromTerraform(JSON.stringify(state)) }).toEqual({
      accountId: ACCOUNT,
      region: 'eu-central-1',
      keys: [
        {
          KeyId: '11111111-1111-4111-8111-111111111111',
          KeySpec: 'RSA_2048',
          KeyUsage: 'SIGN_VERIFY',
          KeyState: 'Disabled',
          MultiRegion: false,
          Policy: '{"Version":"2012-10-17"}',
          Tags: [{ TagKey: 'owner', TagValue: 'orders' }],
          Region: 'eu-central-1',
          AWSAccountId: ACCOUNT,
          source: 'aws_kms_key.orders',
        },
      ],
      aliases: [{ AliasName: 'alias/orders', TargetKeyId: keyArn, source: 'aws_kms_alias.orders' }],
      iam: {
        // The role shows its inline policies itself, and so does their own resource.
        roles: { [iamArn('role/orders')]: { policies: [{ PolicyName: 'decrypt', PolicyDocument: inline.policy }] } },
        users: {},
        policies: {},
      },
    });
  });
});
