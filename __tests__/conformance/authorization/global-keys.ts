import { ACCOUNT, REGION } from '../../support/engine.js';
import type { Fact } from '../fact.js';
import type { Published } from '../source.js';
import { type Asked, type ConditionRow, conditionFacts } from './condition-scene.js';

const URL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

function page(key: string): Published {
  const anchor = key
    .toLowerCase()
    .replace(/[:/].*$/, '')
    .concat('-', key.split(/[:/]/)[1]?.toLowerCase() ?? '');
  return {
    evidence: 'D',
    title: `IAM User Guide: ${key}`,
    url: `${URL}#condition-keys-${anchor.replace(/^aws-/, '')}`,
  };
}

const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/other`;
const organization = (id: string): Asked => ({
  iam: {
    organization: { id, managementAccountId: '999999999999', paths: { [ACCOUNT]: `${id}/r-ab12/ou-ab12-11111111/` } },
  },
});
const origin = (context: Readonly<Record<string, string>>): Asked => ({ origin: { context } });

/** Key, condition, a call that meets it, and one that does not. */
const KEYS: readonly (readonly [key: string, condition: object, meets: Asked, misses: Asked])[] = [
  [
    'aws:PrincipalArn',
    { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/app/*` } },
    {},
    { principal: OTHER_ROLE },
  ],
  [
    'aws:PrincipalAccount',
    equals('aws:PrincipalAccount', ACCOUNT),
    {},
    { principal: 'arn:aws:iam::111122223333:user/alice' },
  ],
  [
    'aws:PrincipalType',
    equals('aws:PrincipalType', 'AssumedRole'),
    {},
    { principal: `arn:aws:iam::${ACCOUNT}:user/alice` },
  ],
  [
    'aws:username',
    equals('aws:username', 'alice'),
    { principal: `arn:aws:iam::${ACCOUNT}:user/a/alice` },
    { principal: `arn:aws:iam::${ACCOUNT}:user/bob` },
  ],
  [
    'aws:PrincipalTag',
    equals('aws:PrincipalTag/team', 'orders'),
    { tags: { team: 'orders' } },
    { tags: { team: 'other' } },
  ],
  [
    'aws:PrincipalOrgID',
    equals('aws:PrincipalOrgID', 'o-a1b2c3d4e5'),
    organization('o-a1b2c3d4e5'),
    organization('o-zzzzzzzzzz'),
  ],
  [
    'aws:PrincipalOrgPaths',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' } },
    organization('o-a1b2c3d4e5'),
    organization('o-zzzzzzzzzz'),
  ],
  [
    'aws:SourceIp',
    { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } },
    origin({ 'aws:SourceIp': '192.0.2.255' }),
    origin({ 'aws:SourceIp': '192.0.3.0' }),
  ],
  [
    'aws:SourceVpce',
    equals('aws:SourceVpce', 'vpce-1a2b3c4d'),
    { origin: { vpcEndpoint: { id: 'vpce-1a2b3c4d' } } },
    {},
  ],
  [
    'aws:SourceVpc',
    equals('aws:SourceVpc', 'vpc-12345678'),
    origin({ 'aws:SourceVpc': 'vpc-12345678' }),
    origin({ 'aws:SourceVpc': 'vpc-2' }),
  ],
  [
    'aws:CalledVia',
    { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 's3.amazonaws.com' } },
    { origin: { via: 's3' } },
    {},
  ],
  ['aws:ViaAWSService', { Bool: { 'aws:ViaAWSService': 'true' } }, { origin: { via: 's3' } }, {}],
  [
    'aws:MultiFactorAuthPresent',
    { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    origin({ 'aws:MultiFactorAuthPresent': 'true' }),
    {},
  ],
  ['aws:SecureTransport', { Bool: { 'aws:SecureTransport': 'true' } }, {}, origin({ 'aws:SecureTransport': 'false' })],
  ['aws:CurrentTime', { DateLessThan: { 'aws:CurrentTime': '2026-01-02T00:00:00Z' } }, {}, { now: 86_400_000 }],
  ['aws:EpochTime', { NumericLessThan: { 'aws:EpochTime': '1767312000' } }, {}, { now: 86_400_000 }],
];

const ROWS: readonly ConditionRow[] = [
  ...KEYS.map(
    ([key, condition, meets, misses]): ConditionRow => ({
      id: key.toLowerCase().replace(':', '-'),
      operation: 'GenerateDataKey',
      input: { KeySpec: 'AES_256' },
      says: key,
      source: page(key),
      condition,
      meets,
      misses,
    }),
  ),
  {
    id: 'aws-requestedregion',
    operation: 'CreateKey',
    policy: 'identity',
    withoutKey: true,
    says: 'aws:RequestedRegion',
    source: page('aws:RequestedRegion'),
    condition: equals('aws:RequestedRegion', REGION),
    meets: {},
    misses: { region: 'eu-west-1' },
  },
];

/** Global condition keys, as a key policy sees them. */
export const GLOBAL_KEY_FACTS: readonly Fact[] = ROWS.flatMap(conditionFacts);
