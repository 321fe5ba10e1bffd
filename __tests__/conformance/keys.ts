import { KEY_SPECS } from '../../src/model/key-specs.js';
import { ACCOUNT, REGION } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, violates } from './key-scenes.js';
import { KEY_FINDING_FACTS } from './keys-finding.js';
import { anyDate, anyString, matching } from './matchers.js';
import { inferred, type Source } from './source.js';
import { memberOf } from './sources/aws.js';
import { emulated } from './sources/emulators.js';
import { measured, measuredIn } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('keys');
const HEX_64 = matching(/^[0-9a-f]{64}$/);
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
const ALGORITHMS: readonly [
  keySpec: string,
  usage: string,
  member: string,
  algorithms: readonly string[],
  source: Source,
][] = [
  [
    'RSA_2048',
    'ENCRYPT_DECRYPT',
    'EncryptionAlgorithms',
    ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
    recorded('test_import_key_rsa_aes_wrap_sha256'),
  ],
  [
    'ECC_NIST_P256',
    'SIGN_VERIFY',
    'SigningAlgorithms',
    ['ECDSA_SHA_256'],
    recorded('test_import_key_ecc_keys[ECC_NIST_P256]'),
  ],
  [
    'ECC_NIST_P384',
    'SIGN_VERIFY',
    'SigningAlgorithms',
    ['ECDSA_SHA_384'],
    recorded('test_import_key_ecc_keys[ECC_NIST_P384]'),
  ],
  [
    'ECC_NIST_P521',
    'SIGN_VERIFY',
    'SigningAlgorithms',
    ['ECDSA_SHA_512'],
    recorded('test_import_key_ecc_keys[ECC_NIST_P521]'),
  ],
  [
    'ECC_SECG_P256K1',
    'SIGN_VERIFY',
    'SigningAlgorithms',
    ['ECDSA_SHA_256'],
    recorded('test_import_key_ecc_keys[ECC_SECG_P256K1]'),
  ],
  [
    'ECC_NIST_EDWARDS25519',
    'SIGN_VERIFY',
    'SigningAlgorithms',
    ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
    measured('ed25519KeyIsAnEd25519KeyAndSignsWithBothAlgorithms'),
  ],
  [
    'ECC_NIST_P256',
    'KEY_AGREEMENT',
    'KeyAgreementAlgorithms',
    ['ECDH'],
    memberOf('KeyMetadata', 'KeyAgreementAlgorithms'),
  ],
  [
    'HMAC_224',
    'GENERATE_VERIFY_MAC',
    'MacAlgorithms',
    ['HMAC_SHA_224'],
    recorded('test_import_key_hmac_keys[HMAC_224]'),
  ],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_256'], recorded('test_hmac_create_key')],
  [
    'HMAC_384',
    'GENERATE_VERIFY_MAC',
    'MacAlgorithms',
    ['HMAC_SHA_384'],
    recorded('test_import_key_hmac_keys[HMAC_384]'),
  ],
  [
    'HMAC_512',
    'GENERATE_VERIFY_MAC',
    'MacAlgorithms',
    ['HMAC_SHA_512'],
    recorded('test_import_key_hmac_keys[HMAC_512]'),
  ],
  [
    'ML_KEM_768',
    'ENCAPSULATE_DECAPSULATE',
    'EncapsulationAlgorithms',
    ['ML_KEM'],
    memberOf('KeyMetadata', 'EncapsulationAlgorithms'),
  ],
];

const creation: readonly Fact[] = [
  fact(
    'create-defaults',
    'CreateKey',
    'Without input, the key is a symmetric encryption key.',
    recorded('test_create_key'),
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
    recorded('test_import_key_symmetric'),
    created({ Origin: 'EXTERNAL' }),
    { ...SYMMETRIC, Origin: 'EXTERNAL', KeyState: 'PendingImport', Enabled: false },
  ),
  fact(
    'create-multi-region',
    'CreateKey',
    'A multi-Region key is its own primary without replicas.',
    recorded('test_create_multi_region_key'),
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
    recorded('test_hmac_create_key_invalid_operations'),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'RSA_2048' })),
    invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.'),
  ),
  fact(
    'create-usage-incompatible',
    'CreateKey',
    'A KeyUsage that the KeySpec does not have is refused.',
    recorded('test_derive_shared_secret'),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' })),
    invalid('KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048'),
  ),
  fact(
    'create-two-specs',
    'CreateKey',
    'KeySpec and CustomerMasterKeySpec exclude each other.',
    emulated('local-kms', 'create_key.go#L86'),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'HMAC_256', CustomerMasterKeySpec: 'HMAC_256' })),
    invalid(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    ),
  ),
  fact(
    'create-spec-unknown',
    'CreateKey',
    'The service prints the key specs in an order of its own.',
    inferred(
      'GenerateDataKey printed the same list before ML-KEM was added',
      measured('generateDataKeyValidatesItsInputBeforeLookingUpTheKey'),
    ),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'AES_256' })),
    violates(
      `Value 'AES_256' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024]`,
    ),
  ),
  fact(
    'create-origin-spec',
    'CreateKey',
    'A KeySpec that the Origin does not have is refused.',
    emulated('local-kms', 'create_key.go#L106'),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' })),
    invalid('KeySpec ML_DSA_44 is not supported for Origin EXTERNAL'),
  ),
  ...ALGORITHMS.map(([KeySpec, KeyUsage, member, algorithms, source]) =>
    fact(
      `create-${KeySpec.toLowerCase().replaceAll('_', '-')}-${KeyUsage.toLowerCase().replaceAll('_', '-')}`,
      'CreateKey',
      `A ${KeySpec} key for ${KeyUsage} lists its algorithms in ${member} alone.`,
      source,
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
    memberOf('KeyMetadata', 'CustomerMasterKeySpec'),
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
    measuredIn(3026),
    (kms) => refused(kms.call('CreateKey', { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' })),
    { name: 'UnsupportedOperationException', message: 'KeySpec SM2 is not supported in this Region' },
  ),
  fact(
    'create-material-id-symmetric-only',
    'CreateKey',
    'Only symmetric encryption keys tell a CurrentKeyMaterialId.',
    memberOf('KeyMetadata', 'CurrentKeyMaterialId'),
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

export const KEY_FACTS: readonly Fact[] = [...creation, ...KEY_FINDING_FACTS];
