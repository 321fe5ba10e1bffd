import { ACCOUNT, KEY, read, refers, role } from './support.js';

const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const DECRYPT = JSON.stringify(allow('kms:Decrypt', '*'));

describe('keys and aliases', () => {
  const planned = (values: object, unknown: object = {}, expressions: object = {}) =>
    read({
      'aws_kms_key.k': { values: { ...KEY.values, ...values }, unknown: { ...KEY.unknown, ...unknown }, expressions },
    });

  it.each<[title: string, values: object, seed: object]>([
    ['what the provider leaves to AWS', {}, {}],
    ['description', { description: 'orders' }, { Description: 'orders' }],
    ['is_enabled', { is_enabled: false }, { KeyState: 'Disabled' }],
    ['enable_key_rotation', { enable_key_rotation: true }, { RotationPeriodInDays: 365 }],
    [
      'rotation_period_in_days',
      { enable_key_rotation: true, rotation_period_in_days: 90 },
      { RotationPeriodInDays: 90 },
    ],
    [
      'customer_master_key_spec',
      { customer_master_key_spec: 'HMAC_256', key_usage: 'GENERATE_VERIFY_MAC' },
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ],
    ['policy', { policy: DECRYPT }, { Policy: DECRYPT }],
    ['tags', { tags: { team: 'a' } }, { Tags: [{ TagKey: 'team', TagValue: 'a' }] }],
    [
      'tags_all, the tags of the provider among them',
      { tags: { a: '1' }, tags_all: { a: '1', b: '2' } },
      {
        Tags: [
          { TagKey: 'a', TagValue: '1' },
          { TagKey: 'b', TagValue: '2' },
        ],
      },
    ],
    ['multi_region', { multi_region: true }, { MultiRegion: true, KeyId: expect.stringMatching(/^mrk-/) }],
    ['region', { region: 'us-west-2' }, { Region: 'us-west-2', KeyId: expect.any(String) }],
  ])('aws_kms_key: %s', (_, values, seed) => {
    const unknown = Object.fromEntries(Object.keys(values).map((name) => [name, false]));
    expect(planned(values, unknown).keys[0]).toEqual({ ...planned({}).keys[0], ...seed });
  });

  it('aws_kms_key: a policy that the provider chooses is the default key policy', () => {
    expect(planned({}).keys[0]).not.toHaveProperty('Policy');
  });

  it('aws_kms_external_key waits for its key material', () => {
    const { keys } = read({ 'aws_kms_external_key.k': { values: { enabled: true }, unknown: KEY.unknown ?? {} } });
    expect(keys).toMatchObject([{ Origin: 'EXTERNAL', KeyUsage: 'ENCRYPT_DECRYPT' }]);
  });

  it('aws_kms_alias: a name_prefix gets 26 digits', () => {
    const alias = {
      values: { name_prefix: 'alias/orders-' },
      unknown: { name: true, target_key_id: true, arn: true },
      expressions: { name_prefix: {}, target_key_id: refers('aws_kms_key.k.key_id') },
    };
    const { aliases } = read({ 'aws_kms_key.k': KEY, 'aws_kms_alias.a': alias });
    expect(aliases[0]?.AliasName).toMatch(/^alias\/orders-\d{26}$/);
  });

  it.each<[title: string, reference: object, reason: string]>([
    ['another resource', refers('aws_s3_bucket.b.arn'), 'aws_s3_bucket.b.arn is not in the plan: give it in values'],
    ['a local value', { references: ['local.key'] }, 'local.key is not in the plan: give it in values'],
    ['nothing', {}, 'it is only known after apply'],
    [
      'an alias of itself',
      refers('aws_kms_alias.a.target_key_id'),
      'aws_kms_alias.a.target_key_id: aws_kms_alias.a.target_key_id depends on itself',
    ],
    ['what is no key', refers('aws_iam_role.r.name'), 'how it is computed is not in the plan'],
  ])('aws_kms_alias: a target that is that of %s is unresolved', (_, expression, reason) => {
    const alias = {
      values: { name: 'alias/a' },
      unknown: { target_key_id: true },
      expressions: { target_key_id: expression },
    };
    const { report } = read({ 'aws_kms_alias.a': alias, 'aws_iam_role.r': role('r') });
    expect(report.unresolved).toEqual([{ logicalId: 'aws_kms_alias.a', path: 'target_key_id', reason }]);
  });

  it('references are given by their text, in modules with the address of the module', () => {
    const alias = {
      values: { name: 'alias/a' },
      unknown: { target_key_id: true },
      expressions: { target_key_id: { references: ['local.key'] } },
    };
    const target = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
    const { report } = read(
      {},
      { m: { resources: { 'aws_kms_alias.a': alias } } },
      { values: { 'module.m.local.key': target } },
    );
    expect(report.unresolved[0]?.reason).toBe(`the key ${target} is none of those that were read`);
  });
});
