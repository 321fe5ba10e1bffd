import { KEY_SPECS } from '../../src/model/key-specs.js';
import { ACCOUNT, REGION } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, newKey, violates } from './key-scenes.js';
import { anyDate, anyString, matching } from './matchers.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('keys');
const HEX_64 = matching(/^[0-9a-f]{64}$/);
const UNKNOWN = '1234abcd-12ab-34cd-56ef-1234567890ab';
const SYMMETRIC = {
  AWSAccountId: ACCOUNT,
  KeyId: anyString,
  Arn: anyString,
  CreationDate: anyDate,
  Enabled: true,
  Description: '',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: false,
};

function created(input: object, region = REGION): Fact['run'] {
  return async (kms) => (await kms.as({ region }).call('CreateKey', input)).KeyMetadata;
}

/** Which member of KeyMetadata lists which algorithms. */
const ALGORITHMS: readonly [keySpec: string, usage: string, member: string, algorithms: readonly string[]][] = [
  ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']],
  ['ECC_NIST_P256', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'SigningAlgorithms', ['ED25519_SHA_512', 'ED25519_PH_SHA_512']],
  ['ECC_NIST_P256', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', ['ECDH']],
  ['HMAC_224', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_224']],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_256']],
  ['HMAC_384', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_384']],
  ['HMAC_512', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_512']],
  ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', ['ML_KEM']],
];

const creation: readonly Fact[] = [
  fact(
    'create-defaults',
    'CreateKey',
    'Without input, the key is a symmetric encryption key.',
    TO_BE_SOURCED.LS,
    created({}),
    {
      ...SYMMETRIC,
      CurrentKeyMaterialId: HEX_64,
    },
  ),
  fact(
    'create-external',
    'CreateKey',
    'With Origin EXTERNAL, it is PendingImport and has no CurrentKeyMaterialId.',
    TO_BE_SOURCED.LS,
    created({ Origin: 'EXTERNAL' }),
    { ...SYMMETRIC, Origin: 'EXTERNAL', KeyState: 'PendingImport', Enabled: false },
  ),
  fact(
    'create-multi-region',
    'CreateKey',
    'A multi-Region key is its own primary without replicas.',
    TO_BE_SOURCED.LS,
    async (kms) => {
      const { KeyId, Arn, MultiRegionConfiguration } = (await kms.call('CreateKey', { MultiRegion: true })).KeyMetadata;
      const { PrimaryKey, ...rest } = MultiRegionConfiguration ?? {};
      return { id: KeyId, ownPrimary: PrimaryKey?.Arn === Arn, Region: PrimaryKey?.Region, ...rest };
    },
    {
      id: matching(/^mrk-[0-9a-f]{32}$/),
      ownPrimary: true,
      Region: REGION,
      MultiRegionKeyType: 'PRIMARY',
      ReplicaKeys: [],
    },
  ),
  fact(
    'create-usage-required',
    'CreateKey',
    'Only a symmetric encryption key has a default KeyUsage.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'RSA_2048' })),
    invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.'),
  ),
  fact(
    'create-usage-incompatible',
    'CreateKey',
    'A KeyUsage that the KeySpec does not have is refused.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' })),
    invalid('KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048'),
  ),
  fact(
    'create-two-specs',
    'CreateKey',
    'KeySpec and CustomerMasterKeySpec exclude each other.',
    TO_BE_SOURCED.E,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'HMAC_256', CustomerMasterKeySpec: 'HMAC_256' })),
    invalid(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    ),
  ),
  fact(
    'create-spec-unknown',
    'CreateKey',
    'The service prints the key specs in an order of its own.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'AES_256' })),
    violates(
      `Value 'AES_256' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024]`,
    ),
  ),
  fact(
    'create-origin-spec',
    'CreateKey',
    'A KeySpec that the Origin does not have is refused.',
    TO_BE_SOURCED.E,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' })),
    invalid('KeySpec ML_DSA_44 is not supported for Origin EXTERNAL'),
  ),
  ...ALGORITHMS.map(([KeySpec, KeyUsage, member, algorithms]) =>
    fact(
      `create-${KeySpec.toLowerCase().replaceAll('_', '-')}-${KeyUsage.toLowerCase().replaceAll('_', '-')}`,
      'CreateKey',
      `A ${KeySpec} key for ${KeyUsage} lists its algorithms in ${member} alone.`,
      TO_BE_SOURCED.LS,
      async (kms) => {
        const { KeyMetadata } = await kms.call('CreateKey', { KeySpec, KeyUsage });
        return Object.fromEntries(Object.entries(KeyMetadata).filter(([name]) => name.endsWith('Algorithms')));
      },
      { [member]: algorithms },
    ),
  ),
  fact(
    'create-both-spec-members',
    'CreateKey',
    'KeySpec and CustomerMasterKeySpec show the same value, for new key specs too.',
    TO_BE_SOURCED.D,
    async (kms) => {
      const input = { KeySpec: 'ML_DSA_65', KeyUsage: 'SIGN_VERIFY' };
      const { KeySpec, CustomerMasterKeySpec } = (await kms.call('CreateKey', input)).KeyMetadata;
      return { KeySpec, CustomerMasterKeySpec };
    },
    { KeySpec: 'ML_DSA_65', CustomerMasterKeySpec: 'ML_DSA_65' },
  ),
  fact(
    'create-sm2-outside-china',
    'CreateKey',
    'SM2 keys are of China Regions only.',
    TO_BE_SOURCED.I,
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' })),
    { name: 'UnsupportedOperationException', message: 'KeySpec SM2 is not supported in this Region' },
  ),
  fact(
    'create-material-id-symmetric-only',
    'CreateKey',
    'Only symmetric encryption keys tell a CurrentKeyMaterialId.',
    TO_BE_SOURCED.LS,
    async (kms) => {
      const told: string[] = [];
      for (const [KeySpec, row] of Object.entries(KEY_SPECS)) {
        const [KeyUsage] = Object.keys(row.usages);
        const caller = row.regions === 'china' ? kms.as({ region: 'cn-north-1' }) : kms;
        const { KeyMetadata } = await caller.call('CreateKey', { KeySpec, KeyUsage });
        if (KeyMetadata.CurrentKeyMaterialId !== undefined) told.push(KeySpec);
      }
      return told;
    },
    ['SYMMETRIC_DEFAULT'],
  ),
];

const finding: readonly Fact[] = [
  fact(
    'describe-unknown',
    'DescribeKey',
    'An unknown key is named by the ARN that it would have.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('DescribeKey', { KeyId: UNKNOWN })),
    { name: 'NotFoundException', message: `Key 'arn:aws:kms:${REGION}:${ACCOUNT}:key/${UNKNOWN}' does not exist` },
  ),
  fact(
    'describe-malformed-id',
    'DescribeKey',
    'An id of another form is quoted.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('DescribeKey', { KeyId: 'foo' })),
    { name: 'NotFoundException', message: "Invalid keyId 'foo'" },
  ),
  fact(
    'describe-malformed-id-in-arn',
    'DescribeKey',
    'In an ARN it is not quoted.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('DescribeKey', { KeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/foo` })),
    { name: 'NotFoundException', message: 'Invalid keyId foo' },
  ),
  fact(
    'describe-other-region',
    'DescribeKey',
    'The ARN of a key in another Region is not found.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('DescribeKey', { KeyId: `arn:aws:kms:us-west-2:${ACCOUNT}:key/${UNKNOWN}` })),
    { name: 'NotFoundException', message: 'Invalid arn us-west-2' },
  ),
  fact(
    'describe-empty-id',
    'DescribeKey',
    'An empty KeyId violates two constraints.',
    TO_BE_SOURCED.FL,
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
    TO_BE_SOURCED.D,
    async (kms) => {
      const { KeyManager, Description } = (await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' })).KeyMetadata;
      return { KeyManager, Description };
    },
    {
      KeyManager: 'AWS',
      Description: 'Default key that protects my EBS volumes when no other key is defined',
    },
  ),
  fact(
    'list-keys-entry',
    'ListKeys',
    'A list entry has the bare id and the ARN.',
    TO_BE_SOURCED.LS,
    async (kms) => {
      const { KeyId, Arn } = await newKey(kms);
      const { Keys, ...paging } = await kms.call('ListKeys', {});
      return { ...paging, same: Keys[0]?.KeyId === KeyId && Keys[0]?.KeyArn === Arn, count: Keys.length };
    },
    { Truncated: false, same: true, count: 1 },
  ),
];

export const KEY_FACTS: readonly Fact[] = [...creation, ...finding];
