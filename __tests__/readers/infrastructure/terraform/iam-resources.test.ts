import { ACCOUNT, type Planned, read, role } from './support.js';

const iamArn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const DECRYPT = JSON.stringify(allow('kms:Decrypt', '*'));

describe('identities', () => {
  it.each<[type: string, attachment: Planned, identity: [address: string, planned: Planned], expected: object]>([
    [
      'aws_iam_role_policy',
      { values: { name: 'p', role: 'r', policy: DECRYPT } },
      ['aws_iam_role.r', role('r')],
      { roles: { [iamArn('role/r')]: { policies: [{ PolicyName: 'p', PolicyDocument: DECRYPT }] } } },
    ],
    [
      'aws_iam_user_policy',
      { values: { name: 'p', user: 'u', policy: DECRYPT } },
      ['aws_iam_user.u', role('u')],
      { users: { [iamArn('user/u')]: { policies: [{ PolicyName: 'p', PolicyDocument: DECRYPT }] } } },
    ],
    [
      'aws_iam_role_policy_attachment',
      { values: { role: 'r', policy_arn: 'arn:aws:iam::aws:policy/X' } },
      ['aws_iam_role.r', role('r')],
      { roles: { [iamArn('role/r')]: { policies: ['arn:aws:iam::aws:policy/X'] } } },
    ],
    [
      'aws_iam_user_policy_attachment',
      { values: { user: 'u', policy_arn: 'arn:aws:iam::aws:policy/X' } },
      ['aws_iam_user.u', role('u')],
      { users: { [iamArn('user/u')]: { policies: ['arn:aws:iam::aws:policy/X'] } } },
    ],
    [
      'aws_iam_policy_attachment',
      { values: { roles: ['r'], policy_arn: 'arn:aws:iam::aws:policy/X' } },
      ['aws_iam_role.r', role('r')],
      { roles: { [iamArn('role/r')]: { policies: ['arn:aws:iam::aws:policy/X'] } } },
    ],
  ])('%s', (type, attachment, [address, identity], expected) => {
    const policies = { 'arn:aws:iam::aws:policy/X': DECRYPT };
    expect(read({ [address]: identity, [`${type}.a`]: attachment }, {}, { policies }).iam).toMatchObject(expected);
  });

  it.each([
    ['aws_iam_group_membership', { values: { group: 'g', users: ['u'] } }],
    ['aws_iam_user_group_membership', { values: { user: 'u', groups: ['g'] } }],
  ])('%s: a user has the policies of its groups', (type, membership) => {
    const { iam } = read(
      {
        'aws_iam_user.u': role('u'),
        'aws_iam_group.g': role('g'),
        [`${type}.m`]: membership,
        'aws_iam_group_policy.p': { values: { name: 'p', group: 'g', policy: DECRYPT } },
        'aws_iam_group_policy_attachment.p': { values: { group: 'g', policy_arn: 'arn:aws:iam::aws:policy/X' } },
      },
      {},
      { policies: { 'arn:aws:iam::aws:policy/X': DECRYPT } },
    );
    expect(iam.users).toEqual({
      [iamArn('user/u')]: { policies: [{ PolicyName: 'p', PolicyDocument: DECRYPT }, 'arn:aws:iam::aws:policy/X'] },
    });
  });

  it('are left out with what is attached to them', () => {
    const { iam, report } = read(
      {
        'aws_iam_role.r': role('r', { values: { path: '/a/' } }),
        'aws_iam_role_policy.p': { values: { name: 'p', role: 'r', policy: DECRYPT } },
      },
      {},
      { leaveOut: ['aws_iam_role.r'] },
    );
    expect(iam.roles).toEqual({});
    expect(report.unresolved).toEqual([]);
  });

  it('each.value of a for_each over resources is the one of the same key', () => {
    const attachment: Planned = {
      values: { policy_arn: 'arn:aws:iam::aws:policy/X' },
      unknown: { role: true },
      expressions: { role: { references: ['each.value.name', 'each.value'] } },
      configuration: { for_each_expression: { references: ['aws_iam_role.r'] } },
    };
    const named = (name: string): Planned => ({
      ...role(name, { unknown: { name: true }, values: { name: null, name_prefix: name } }),
      expressions: {},
    });
    const { iam } = read(
      {
        'aws_iam_role.r["a"]': named('a'),
        'aws_iam_role.r["b"]': named('b'),
        'aws_iam_role_policy_attachment.x["b"]': attachment,
      },
      {},
      { policies: { 'arn:aws:iam::aws:policy/X': DECRYPT } },
    );
    expect(Object.values(iam.roles ?? {}).map(({ policies }) => policies)).toEqual([[], ['arn:aws:iam::aws:policy/X']]);
  });
});
