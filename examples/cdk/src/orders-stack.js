import { Stack, Tags } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';

/** A key for orders. A role for each tenant opens what belongs to the tenant, and only the admin deletes the key. */
export class OrdersStack extends Stack {
  constructor(scope, id, { tenants, ...props }) {
    super(scope, id, props);

    this.admin = new Role(this, 'Admin', {
      assumedBy: new AccountRootPrincipal(),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    });

    this.key = new Key(this, 'OrdersKey', { description: 'Orders', enableKeyRotation: true });
    new Alias(this, 'OrdersAlias', { aliasName: 'alias/orders', targetKey: this.key });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyButTheAdminDeletes',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:ScheduleKeyDeletion'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': this.admin.roleArn } },
      }),
    );

    const ordersPolicy = new ManagedPolicy(this, 'OrdersPolicy', {
      statements: [
        new PolicyStatement({
          sid: 'OwnTenant',
          actions: ['kms:Encrypt', 'kms:Decrypt'],
          resources: [this.key.keyArn],
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
          conditions: { StringEquals: { 'kms:EncryptionContext:tenant': '${aws:PrincipalTag/tenant}' } },
        }),
      ],
    });

    this.orders = new Map(
      tenants.map((tenant) => {
        const role = new Role(this, `Orders-${tenant}`, {
          assumedBy: new AccountRootPrincipal(),
          managedPolicies: [ordersPolicy],
        });
        Tags.of(role).add('tenant', tenant);
        return [tenant, role];
      }),
    );
  }
}
