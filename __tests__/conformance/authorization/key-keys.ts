import { DAY } from '../../support/engine.js';
import type { Fact } from '../fact.js';
import { developerGuide, guideToday } from '../sources/aws.js';
import { type ConditionRow, conditionFacts } from './condition-scene.js';

const equals = (key: string, value: string | readonly string[]) => ({ StringEquals: { [key]: value } });
const bool = (key: string, value: boolean) => ({ Bool: { [key]: value } });
const page = (key: string, anchor: string) => developerGuide('conditions-kms', key, `conditions-kms-${anchor}`);
const plaintext = { Plaintext: new Uint8Array(1) };
const RSA = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
const tags = (...keys: string[]) => keys.map((TagKey) => ({ TagKey, TagValue: 'x' }));

const ROWS: readonly ConditionRow[] = [
  {
    id: 'key-origin',
    operation: 'DescribeKey',
    says: 'kms:KeyOrigin',
    source: page('kms:KeyOrigin', 'key-origin'),
    condition: equals('kms:KeyOrigin', 'EXTERNAL'),
    meets: { key: { Origin: 'EXTERNAL' } },
    misses: {},
  },
  {
    id: 'key-origin-create',
    operation: 'CreateKey',
    says: 'kms:KeyOrigin of a key to be',
    source: page('kms:KeyOrigin', 'key-origin'),
    policy: 'identity',
    withoutKey: true,
    condition: equals('kms:KeyOrigin', 'AWS_KMS'),
    meets: {},
    misses: { input: { Origin: 'EXTERNAL' } },
  },
  {
    id: 'key-spec',
    operation: 'DescribeKey',
    says: 'kms:KeySpec',
    source: page('kms:KeySpec', 'key-spec'),
    condition: equals('kms:KeySpec', 'RSA_2048'),
    meets: { key: RSA },
    misses: {},
  },
  {
    id: 'key-spec-create',
    operation: 'CreateKey',
    says: 'kms:KeySpec of a key to be',
    source: page('kms:KeySpec', 'key-spec'),
    policy: 'identity',
    withoutKey: true,
    condition: equals('kms:KeySpec', 'RSA_4096'),
    meets: { input: { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' } },
    misses: {},
  },
  {
    id: 'key-usage',
    operation: 'DescribeKey',
    says: 'kms:KeyUsage',
    source: page('kms:KeyUsage', 'key-usage'),
    condition: equals('kms:KeyUsage', 'SIGN_VERIFY'),
    meets: { key: RSA },
    misses: {},
  },
  {
    id: 'key-usage-create',
    operation: 'CreateKey',
    says: 'kms:KeyUsage of a key to be counts its default',
    source: page('kms:KeyUsage', 'key-usage'),
    policy: 'identity',
    withoutKey: true,
    condition: equals('kms:KeyUsage', 'ENCRYPT_DECRYPT'),
    meets: {},
    misses: { input: RSA },
  },
  {
    id: 'master-key-spec',
    operation: 'DescribeKey',
    says: 'kms:CustomerMasterKeySpec',
    source: page('kms:CustomerMasterKeySpec', 'key-spec-replaced'),
    condition: equals('kms:CustomerMasterKeySpec', 'SYMMETRIC_DEFAULT'),
    meets: {},
    misses: { key: RSA },
  },
  {
    id: 'master-key-usage',
    operation: 'DescribeKey',
    says: 'kms:CustomerMasterKeyUsage',
    source: page('kms:CustomerMasterKeyUsage', 'key-usage-replaced'),
    condition: equals('kms:CustomerMasterKeyUsage', 'ENCRYPT_DECRYPT'),
    meets: {},
    misses: { key: RSA },
  },
  {
    id: 'multi-region',
    operation: 'DescribeKey',
    says: 'kms:MultiRegion',
    source: page('kms:MultiRegion', 'multiregion'),
    condition: bool('kms:MultiRegion', true),
    meets: { key: { MultiRegion: true } },
    misses: {},
  },
  {
    id: 'multi-region-create',
    operation: 'CreateKey',
    says: 'kms:MultiRegion of a key to be',
    source: page('kms:MultiRegion', 'multiregion'),
    policy: 'identity',
    withoutKey: true,
    condition: bool('kms:MultiRegion', false),
    meets: {},
    misses: { input: { MultiRegion: true } },
  },
  {
    id: 'multi-region-key-type',
    operation: 'DescribeKey',
    says: 'kms:MultiRegionKeyType',
    source: page('kms:MultiRegionKeyType', 'multiregion-key-type'),
    condition: equals('kms:MultiRegionKeyType', 'PRIMARY'),
    meets: { key: { MultiRegion: true } },
    misses: {},
  },
  {
    id: 'resource-aliases',
    operation: 'Encrypt',
    says: 'ForAnyValue of kms:ResourceAliases',
    source: page('kms:ResourceAliases', 'resource-aliases'),
    policy: 'identity',
    condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/Test*' } },
    input: plaintext,
    meets: { aliases: ['alias/Other', 'alias/TestKey'] },
    misses: { aliases: ['alias/Other'] },
  },
  {
    id: 'trailing-days',
    operation: 'DisableKey',
    says: 'kms:TrailingDaysWithoutKeyUsage',
    source: guideToday(
      'conditions-kms',
      'kms:TrailingDaysWithoutKeyUsage',
      'conditions-kms-trailing-days-without-key-usage',
    ),
    condition: { NumericGreaterThanEquals: { 'kms:TrailingDaysWithoutKeyUsage': '90' } },
    meets: { now: 90 * DAY },
    misses: { now: 90 * DAY - 1 },
  },
  {
    id: 'resource-tag',
    operation: 'Encrypt',
    says: 'aws:ResourceTag/Purpose',
    source: developerGuide('tag-authorization', 'Using tags to control access to KMS keys'),
    policy: 'identity',
    condition: equals('aws:ResourceTag/Purpose', 'x'),
    input: plaintext,
    meets: { key: { Tags: tags('Purpose') } },
    misses: { key: { Tags: tags('Other') } },
  },
];

/** What a key has. */
export const KEY_KEY_FACTS: readonly Fact[] = ROWS.flatMap(conditionFacts);
