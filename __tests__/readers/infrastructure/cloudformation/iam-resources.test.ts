// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub
import { APP, allow, read, role } from './support.js';

describe('roles, users and groups', () => {
  const DECRYPT = allow('kms:Decrypt', '*');
  const SIGN = allow('kms:Sign', '*');
  const inline = (PolicyName: string, PolicyDocument: object) => ({ PolicyName, PolicyDocument });

  it('AWS::IAM::Role has its inline policies, tags and path', () => {
    const { iam, arn } = read({
      Role: role({ Path: '/app/', Policies: [inline('decrypt', DECRYPT)], Tags: [{ Key: 'team', Value: 'orders' }] }),
    });
    expect(iam.roles).toEqual({
      'arn:aws:iam::111122223333:role/app/app': { policies: [inline('decrypt', DECRYPT)], tags: { team: 'orders' } },
    });
    expect(arn('Role')).toBe('arn:aws:iam::111122223333:role/app/app');
  });

  it('a role without a name gets one as CloudFormation makes them, the same each time', () => {
    const arnOf = () => read({ OrdersRole: { Type: 'AWS::IAM::Role' } }).arn('OrdersRole');
    expect(arnOf()).toMatch(/^arn:aws:iam::111122223333:role\/orders-OrdersRole-[A-Z0-9]{12}$/);
    expect(arnOf()).toBe(arnOf());
  });

  it('a name that CloudFormation makes has 64 characters at most', () => {
    const logicalId = 'R'.repeat(80);
    const name = read({ [logicalId]: { Type: 'AWS::IAM::Role' } }, {}, { stackName: 's'.repeat(60) })
      .arn(logicalId)
      .split('/')[1];
    expect(name).toMatch(/^s{24}-R{24}-[A-Z0-9]{12}$/);
  });

  it('AWS::IAM::ManagedPolicy is attached by its ARN, from both sides, once', () => {
    const { iam } = read({
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'use-keys', PolicyDocument: DECRYPT, Roles: [{ Ref: 'Role' }] },
      },
      Role: role({ ManagedPolicyArns: [{ Ref: 'Policy' }] }),
    });
    const arn = 'arn:aws:iam::111122223333:policy/use-keys';
    expect(iam).toEqual({ roles: { [APP]: { policies: [arn] } }, users: {}, policies: { [arn]: DECRYPT } });
  });

  it('a permissions boundary is one by its ARN', () => {
    const { iam } = read({
      Limits: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'limits', PolicyDocument: DECRYPT } },
      Role: role({ PermissionsBoundary: { Ref: 'Limits' } }),
    });
    expect(iam.roles?.[APP]).toEqual({ policies: [], permissionsBoundary: 'arn:aws:iam::111122223333:policy/limits' });
  });

  it.each([
    ['AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }] }],
    ['AWS::IAM::RolePolicy', { RoleName: { Ref: 'Role' } }],
  ])('%s is an inline policy of the roles that it names', (Type, where) => {
    const Properties = { PolicyName: 'decrypt', PolicyDocument: DECRYPT, ...where };
    const { iam, report } = read({ Policy: { Type, Properties }, Role: role() });
    expect(iam.roles?.[APP]).toEqual({ policies: [inline('decrypt', DECRYPT)] });
    expect(Object.keys(report.resources)).toEqual(['Role']);
  });

  it('a user has the policies of its groups, and its own', () => {
    const { iam, arn } = read({
      Ann: {
        Type: 'AWS::IAM::User',
        Properties: { UserName: 'ann', Groups: [{ Ref: 'Staff' }], Policies: [inline('own', SIGN)] },
      },
      Bob: { Type: 'AWS::IAM::User', Properties: { UserName: 'bob' } },
      Staff: {
        Type: 'AWS::IAM::Group',
        Properties: { GroupName: 'staff', Path: '/g/', Policies: [inline('decrypt', DECRYPT)] },
      },
      Join: {
        Type: 'AWS::IAM::UserToGroupAddition',
        Properties: { GroupName: { Ref: 'Staff' }, Users: ['bob', { Ref: 'Ann' }] },
      },
      Policy: {
        Type: 'AWS::IAM::GroupPolicy',
        Properties: { PolicyName: 'sign', PolicyDocument: SIGN, GroupName: { Ref: 'Staff' } },
      },
      Own: { Type: 'AWS::IAM::UserPolicy', Properties: { PolicyName: 'bobs', PolicyDocument: SIGN, UserName: 'bob' } },
    });
    const group = [inline('decrypt', DECRYPT), inline('sign', SIGN)];
    expect(iam.users).toEqual({
      'arn:aws:iam::111122223333:user/ann': { policies: [inline('own', SIGN), ...group] },
      'arn:aws:iam::111122223333:user/bob': { policies: [inline('bobs', SIGN), ...group] },
    });
    expect(arn('Staff')).toBe('arn:aws:iam::111122223333:group/g/staff');
  });

  it.each<[title: string, resources: object, path: string, reason: string]>([
    [
      'a role',
      { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: DECRYPT, Roles: ['other'] } } },
      'Properties.Roles[0]',
      'the role other is none of those that were read',
    ],
    [
      'a user',
      { P: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'g', Users: ['ann'] } } },
      'Properties.Users[0]',
      'the user ann is none of those that were read',
    ],
    [
      'a managed policy',
      { P: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/other'] }) },
      'Properties.ManagedPolicyArns[0]',
      'the document of arn:aws:iam::111122223333:policy/other is not known: give it in policies',
    ],
    [
      'a permissions boundary',
      { P: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/other' }) },
      'Properties.PermissionsBoundary',
      'the document of arn:aws:iam::111122223333:policy/other is not known: give it in policies',
    ],
    [
      'a boundary of AWS that allows nothing',
      { P: role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' }) },
      'Properties.PermissionsBoundary',
      'the document of arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore is not known: give it in policies',
    ],
  ])('%s that was not read is unresolved', (_, resources, path, reason) => {
    expect(read(resources).report.unresolved).toEqual([{ logicalId: 'P', path, reason }]);
  });

  it('managed policies of AWS that concern no key are left out, some are known, others can be given', () => {
    const ManagedPolicyArns = [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore' },
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/Other',
    ];
    const { iam } = read(
      { Role: role({ ManagedPolicyArns }) },
      {},
      { policies: { 'arn:aws:iam::aws:policy/Other': DECRYPT } },
    );
    expect(iam.roles).toEqual({
      [APP]: { policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/Other'] },
    });
    expect(iam.policies).toEqual({ 'arn:aws:iam::aws:policy/Other': DECRYPT });
  });
});
