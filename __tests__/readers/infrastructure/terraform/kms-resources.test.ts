import { ACCOUNT, KEY, type Planned, read, refers, role } from './support.js';

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

describe('aws_kms_grant', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
  const GRANT = { name: '', retiring_principal: '', operations: ['Decrypt', 'Encrypt'], constraints: [] };
  const REFERENCES = { key_id: refers('aws_kms_key.k.key_id'), grantee_principal: refers('aws_iam_role.r.arn') };
  const SEED = { GranteePrincipal: ROLE, Operations: ['Decrypt', 'Encrypt'] };
  const TENANT = { tenant: 'acme' };

  const planned = ({ values = {}, unknown = {}, expressions = {} }: Planned, leaveOut: string[] = []) =>
    read(
      {
        'aws_kms_key.k': KEY,
        'aws_kms_replica_key.k': {
          values: { region: 'us-east-1' },
          unknown: { arn: true, key_id: true, primary_key_arn: true },
          expressions: { primary_key_arn: refers('aws_kms_key.k.arn') },
        },
        'aws_iam_role.r': role('r'),
        'aws_kms_grant.g': {
          values: { ...GRANT, ...values },
          unknown: { grant_id: true, id: true, key_id: true, grantee_principal: true, ...unknown },
          expressions: { ...REFERENCES, ...expressions },
        },
      },
      {},
      { leaveOut },
    );

  it.each<[title: string, grant: Planned, seed: object]>([
    ['what must be there', {}, SEED],
    ['name', { values: { name: 'orders' } }, { ...SEED, Name: 'orders' }],
    [
      'retiring_principal, by reference',
      { unknown: { retiring_principal: true }, expressions: { retiring_principal: refers('aws_iam_role.r.arn') } },
      { ...SEED, RetiringPrincipal: ROLE },
    ],
    [
      'encryption_context_equals',
      { values: { constraints: [{ encryption_context_equals: TENANT, encryption_context_subset: null }] } },
      { ...SEED, Constraints: { EncryptionContextEquals: TENANT } },
    ],
    [
      'encryption_context_subset, the other one empty',
      { values: { constraints: [{ encryption_context_equals: {}, encryption_context_subset: TENANT }] } },
      { ...SEED, Constraints: { EncryptionContextSubset: TENANT } },
    ],
    [
      'two blocks of constraints',
      { values: { constraints: [{ encryption_context_equals: TENANT }, { encryption_context_subset: { a: 'b' } }] } },
      { ...SEED, Constraints: { EncryptionContextEquals: TENANT, EncryptionContextSubset: { a: 'b' } } },
    ],
    ['constraints without a pair', { values: { constraints: [{ encryption_context_equals: {} }] } }, SEED],
    [
      'grant_id, as a state tells it',
      { values: { grant_id: 'a'.repeat(64) }, unknown: { grant_id: false } },
      { ...SEED, GrantId: 'a'.repeat(64) },
    ],
    ['the key by its ARN', { expressions: { key_id: refers('aws_kms_key.k.arn') } }, SEED],
  ])('%s', (_, grant, seed) => {
    const { keys, report } = planned(grant);
    expect(keys[0]?.Grants).toEqual([seed]);
    expect(report).toMatchObject({ unresolved: [], passedOver: {} });
  });

  const ONLY_AFTER_APPLY = 'it is only known after apply';
  const COMPUTED = 'how it is computed is not in the plan';

  it.each<[title: string, grant: Planned, path: string, reason: string]>([
    [
      'a grantee that is no ARN',
      { expressions: { grantee_principal: refers('aws_iam_role.r.name') } },
      'grantee_principal',
      COMPUTED,
    ],
    [
      'a retiring principal of elsewhere',
      { unknown: { retiring_principal: true }, expressions: { retiring_principal: { references: ['local.admin'] } } },
      'retiring_principal',
      'local.admin is not in the plan: give it in values',
    ],
    [
      'operations that are computed',
      { unknown: { operations: true }, expressions: { operations: refers('aws_iam_role.r.name') } },
      'operations',
      COMPUTED,
    ],
    // They would be wider than those of the plan without them.
    ['constraints of a dynamic block', { unknown: { constraints: true } }, 'constraints', ONLY_AFTER_APPLY],
    [
      'a value of an encryption context',
      {
        values: { constraints: [{ encryption_context_equals: {} }] },
        unknown: { constraints: [{ encryption_context_equals: { tenant: true } }] },
        expressions: { constraints: [{ encryption_context_equals: refers('aws_iam_role.r.name') }] },
      },
      'constraints[0].encryption_context_equals.tenant',
      ONLY_AFTER_APPLY,
    ],
    [
      'an encryption context',
      {
        values: { constraints: [{}] },
        unknown: { constraints: [{ encryption_context_subset: true }] },
        expressions: { constraints: [{ encryption_context_subset: refers('aws_iam_role.r.name') }] },
      },
      'constraints[0].encryption_context_subset',
      COMPUTED,
    ],
    [
      'a key of elsewhere',
      { values: { key_id: '11111111-1111-4111-8111-111111111111' }, unknown: { key_id: false } },
      'key_id',
      `the key arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111 is none of those that were read`,
    ],
  ])('%s is unresolved', (_, grant, path, reason) => {
    const { report } = planned(grant);
    expect(report.unresolved).toEqual([{ logicalId: 'aws_kms_grant.g', path, reason }]);
  });

  it('a grant on a replica key is unresolved, for seeds of replica keys have none', () => {
    const { arn, report } = planned({ expressions: { key_id: refers('aws_kms_replica_key.k.arn') } });
    expect(report.unresolved).toEqual([
      {
        logicalId: 'aws_kms_grant.g',
        path: 'key_id',
        reason: `the key ${arn('aws_kms_replica_key.k')} is a replica key, which starts without grants`,
      },
    ]);
  });

  it('a grant goes with a key that is left out', () => {
    const { keys, report } = planned({}, ['aws_kms_key.k', 'aws_kms_replica_key.k']);
    expect(keys).toEqual([]);
    expect(report.unresolved).toEqual([]);
  });
});
