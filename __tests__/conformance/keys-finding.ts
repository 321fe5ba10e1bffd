import { ACCOUNT, REGION } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, newKey, violates } from './key-scenes.js';
import { measured } from './sources/floci.js';
import { asserted, RECORDED_S3_KEY, recorded } from './sources/localstack.js';

const fact = factsOf('keys');
const UNKNOWN = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** How keys are found. */
export const KEY_FINDING_FACTS: readonly Fact[] = [
  fact(
    'describe-unknown',
    'DescribeKey',
    'An unknown key is named by the ARN that it would have.',
    recorded('test_get_key_does_not_exist'),
    (kms) => refused(kms.call('DescribeKey', { KeyId: UNKNOWN })),
    { name: 'NotFoundException', message: `Key 'arn:aws:kms:${REGION}:${ACCOUNT}:key/${UNKNOWN}' does not exist` },
  ),
  fact(
    'describe-malformed-id',
    'DescribeKey',
    'An id of another form is quoted.',
    recorded('test_get_key_invalid_uuid'),
    (kms) => refused(kms.call('DescribeKey', { KeyId: 'foo' })),
    { name: 'NotFoundException', message: "Invalid keyId 'foo'" },
  ),
  fact(
    'describe-malformed-id-in-arn',
    'DescribeKey',
    'In an ARN it is not quoted.',
    measured('describeKeyNamesAMissingKey'),
    (kms) => refused(kms.call('DescribeKey', { KeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/foo` })),
    { name: 'NotFoundException', message: 'Invalid keyId foo' },
  ),
  fact(
    'describe-other-region',
    'DescribeKey',
    'The ARN of a key in another Region is not found.',
    recorded('test_get_key_in_different_region'),
    (kms) => refused(kms.call('DescribeKey', { KeyId: `arn:aws:kms:us-west-2:${ACCOUNT}:key/${UNKNOWN}` })),
    { name: 'NotFoundException', message: 'Invalid arn us-west-2' },
  ),
  fact(
    'describe-empty-id',
    'DescribeKey',
    'An empty KeyId violates two constraints.',
    measured('operationsValidateTheKeyIdMember'),
    (kms) => refused(kms.call('DescribeKey', { KeyId: '' })),
    violates(
      "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
      "Value '' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$",
    ),
  ),
  fact(
    'describe-aws-alias',
    'DescribeKey',
    'A predefined alias gets its AWS managed key when it is first described.',
    RECORDED_S3_KEY,
    async (kms) => {
      const { KeyManager, Description } = (await kms.call('DescribeKey', { KeyId: 'alias/aws/s3' })).KeyMetadata;
      return { KeyManager, Description };
    },
    {
      KeyManager: 'AWS',
      Description: 'Default key that protects my S3 objects when no other key is defined',
    },
  ),
  fact(
    'list-keys-entry',
    'ListKeys',
    'A list entry has the bare id and the ARN.',
    asserted('test_list_keys'),
    async (kms) => {
      const { KeyId, Arn } = await newKey(kms);
      const { Keys, ...paging } = await kms.call('ListKeys', {});
      return { ...paging, same: Keys[0]?.KeyId === KeyId && Keys[0]?.KeyArn === Arn, count: Keys.length };
    },
    { Truncated: false, same: true, count: 1 },
  ),
];
