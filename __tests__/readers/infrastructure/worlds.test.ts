// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of IAM
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecryptCommand, DescribeKeyCommand, EncryptCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../../src/index.js';
import { fromCloudFormation, fromTerraform } from '../../../src/readers/infrastructure.js';

// What was read, as worlds decide by it. Which decision AWS takes is told in __tests__/authorization.

const ACCOUNT = '111122223333';
const Plaintext = Buffer.from('an order');

const ORDERS = `
Parameters:
  Admin: { Type: String, Default: admin }
Resources:
  OrdersKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: 2012-10-17
        Statement:
          - Sid: Account
            Effect: Allow
            Principal: { AWS: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root' }
            Action: kms:*
            Resource: '*'
          - Sid: AdminDeletes
            Effect: Deny
            Principal: '*'
            Action: kms:ScheduleKeyDeletion
            Resource: '*'
            Condition: { ArnNotEquals: { aws:PrincipalArn: !GetAtt AdminRole.Arn } }
  OrdersAlias:
    Type: AWS::KMS::Alias
    Properties: { AliasName: alias/orders, TargetKeyId: !Ref OrdersKey }
  AdminRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref Admin
      ManagedPolicyArns: [!Sub 'arn:\${AWS::Partition}:iam::aws:policy/AdministratorAccess']
  OrdersRole:
    Type: AWS::IAM::Role
    Properties:
      Tags: [{ Key: tenant, Value: acme }]
      Policies:
        - PolicyName: orders
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Sid: OwnTenant
                Effect: Allow
                Action: [kms:Encrypt, kms:Decrypt]
                Resource: !GetAtt OrdersKey.Arn
                Condition: { StringEquals: { kms:EncryptionContext:tenant: '\${aws:PrincipalTag/tenant}' } }
`;

describe('a world of a CloudFormation template', () => {
  const infrastructure = fromCloudFormation(ORDERS, { accountId: ACCOUNT, region: 'eu-west-1' });
  const kms = localKms({ ...infrastructure });
  const [admin, orders] = ['AdminRole', 'OrdersRole'].map((role) => ({ principal: infrastructure.arn(role) }));
  const client = kms.as(orders ?? {}).attach(new KMSClient({ maxAttempts: 1 }));

  it('lets the role decrypt for its own tenant, and for no other', async () => {
    const EncryptionContext = { tenant: 'acme' };
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: 'alias/orders', Plaintext, EncryptionContext }),
    );
    const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Plaintext);
    await expect(
      client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext, EncryptionContext: { tenant: 'globex' } })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/stack-OrdersRole-EF83R6SVLOYA/localkms is not authorized to perform: kms:Encrypt on resource: ${infrastructure.arn('OrdersKey')} because no identity-based policy allows the kms:Encrypt action`,
    });
  });

  it('tells who may delete', async () => {
    const deletes = async (caller = {}) =>
      (await kms.can({ ...caller, operation: 'ScheduleKeyDeletion', KeyId: infrastructure.arn('OrdersKey') })).allowed;
    expect(await Promise.all([admin, orders, {}].map((caller) => deletes(caller)))).toEqual([true, false, false]);
  });

  it('explains by the names of the template', async () => {
    const { explanation } = await kms.can({
      ...orders,
      operation: 'Decrypt',
      KeyId: infrastructure.arn('OrdersKey'),
      EncryptionContext: { tenant: 'globex' },
    });
    expect(explanation).toContain('OwnTenant');
    expect(explanation).toContain('globex');
  });

  it('knows the key by its alias, and its rotation', () => {
    expect(kms.key('alias/orders')).toMatchObject({ Arn: infrastructure.arn('OrdersKey'), KeyState: 'Enabled' });
  });
});

describe('a world of an AWS CDK app', () => {
  // What examples/cdk makes: Template.fromStack(stack).toJSON().
  const template = readFileSync(join(__dirname, 'cloudformation', 'orders.template'), 'utf8');
  const infrastructure = fromCloudFormation(template, { accountId: ACCOUNT, region: 'eu-west-1', stackName: 'Orders' });
  const kms = localKms({ ...infrastructure });
  const named = (prefix: string) => {
    const [logicalId] = Object.keys(infrastructure.report.resources).filter((id) => id.startsWith(prefix));
    return infrastructure.arn(logicalId ?? prefix);
  };
  const KeyId = named('OrdersKey');

  it('leaves nothing open', () => {
    expect(infrastructure.report).toMatchObject({ unresolved: [], passedOver: {}, leftOut: [] });
  });

  it.each([
    ['acme', 'acme', true],
    ['acme', 'globex', false],
    ['globex', 'globex', true],
  ])('asked by the role of %s to decrypt for %s: %p', async (role, tenant, allowed) => {
    const principal = named(`Orders${role}`);
    const question = { principal, operation: 'Decrypt', KeyId, EncryptionContext: { tenant } } as const;
    expect((await kms.can(question)).allowed).toBe(allowed);
  });

  it.each([
    ['Admin', true],
    ['Ordersacme', false],
  ])('asked by %s to delete: %p', async (role, allowed) => {
    const question = { principal: named(role), operation: 'ScheduleKeyDeletion', KeyId } as const;
    expect((await kms.can(question)).allowed).toBe(allowed);
  });
});

describe('a world of several stacks', () => {
  const primary = {
    stackName: 'primary',
    region: 'eu-west-1',
    template: {
      Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: true } } },
      Outputs: { Key: { Value: { 'Fn::GetAtt': 'Key.Arn' }, Export: { Name: 'key' } } },
    },
  };
  const replica = {
    stackName: 'replica',
    region: 'us-east-1',
    template: {
      Resources: { Key: { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: { 'Fn::ImportValue': 'key' } } } },
    },
  };

  it('has the replica key', async () => {
    const infrastructure = fromCloudFormation([primary, replica], { accountId: ACCOUNT });
    const client = localKms({ ...infrastructure }).attach(new KMSClient({}));
    const KeyId = infrastructure.arn('primary/Key');
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.MultiRegionConfiguration).toMatchObject({
      PrimaryKey: { Arn: KeyId },
      ReplicaKeys: [{ Arn: infrastructure.arn('replica/Key') }],
    });
  });
});

describe('a world of a Terraform plan', () => {
  const plan = readFileSync(join(__dirname, 'terraform', 'orders.plan'), 'utf8');
  const infrastructure = fromTerraform(plan, { leaveOut: ['aws_kms_key.list[0]', 'aws_kms_key.list[1]'] });
  const kms = localKms({ ...infrastructure });
  const KeyId = infrastructure.arn('module.keys.aws_kms_key.this');

  it('decides by the policies of the plan', async () => {
    const decrypts = async (tenant: string) => {
      const principal = infrastructure.arn(`aws_iam_role.orders["acme"]`);
      return (await kms.can({ principal, operation: 'Decrypt', KeyId, EncryptionContext: { tenant } })).allowed;
    };
    expect(await Promise.all(['acme', 'globex'].map(decrypts))).toEqual([true, false]);
    const deletes = async (role: string) => {
      const principal = infrastructure.arn(role);
      return (await kms.can({ principal, operation: 'ScheduleKeyDeletion', KeyId })).allowed;
    };
    expect(await Promise.all(['aws_iam_role.admin', 'aws_iam_role.inline'].map(deletes))).toEqual([true, false]);
  });

  it('lists the grant of the plan', async () => {
    const multi = infrastructure.arn('aws_kms_key.multi');
    const principal = infrastructure.arn(`aws_iam_role.orders["acme"]`);
    const { Grants } = await kms.attach(new KMSClient({})).send(new ListGrantsCommand({ KeyId: multi }));
    expect(Grants).toEqual([
      {
        GrantId: expect.stringMatching(/^[0-9a-f]{64}$/),
        KeyId: multi,
        Name: 'orders',
        CreationDate: expect.any(Date),
        GranteePrincipal: principal,
        IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextEquals: { tenant: 'acme' } },
      },
    ]);
  });
});
