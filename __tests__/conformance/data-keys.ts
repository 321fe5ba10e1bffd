import { bytes } from '../support/keys.js';
import {
  DRY_RUN,
  decrypting,
  HMAC_256,
  INCORRECT_KEY,
  INVALID_CIPHERTEXT,
  RSA_ENCRYPTION,
  RSA_SIGNING,
  unusable,
} from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { DISABLED, factsOf, invalid, newKey, onKey, PENDING_DELETION, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { inferred, type Published, type Source } from './source.js';
import { apiReference, responseMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER, KEY_STATE_TABLE } from './sources/common.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('data-keys');
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
const MATERIAL_ID = matching(/^[0-9a-f]{64}$/);
const BLOB = anyBytes;
const NEITHER = invalid('Please specify either number of bytes or key spec.');
const ASYMMETRIC = {
  name: 'InvalidKeyUsageException',
  message: 'You cannot generate a data key with an asymmetric CMK',
};

const dataKeys = (['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const).flatMap((operation) => {
  const slug = operation === 'GenerateDataKey' ? 'plain' : 'hidden';
  const on = (
    says: string,
    id: string,
    source: Fact['source'],
    options: Parameters<typeof onKey>[1],
    expected: unknown,
  ) => fact(`${slug}-${id}`, operation, says, source, onKey(operation, options), expected);
  const input = { KeySpec: 'AES_256' };
  /** Measured for GenerateDataKey. */
  const alike = (source: Published): Source =>
    operation === 'GenerateDataKey' ? source : inferred('GenerateDataKey answers so', source);
  return [
    on(
      'The output names the key and the key material.',
      'output',
      responseMember(operation, 'KeyMaterialId'),
      { input },
      { CiphertextBlob: BLOB, ...(slug === 'plain' && { Plaintext: BLOB }), KeyId: ARN, KeyMaterialId: MATERIAL_ID },
    ),
    on(
      'One of KeySpec and NumberOfBytes is needed.',
      'neither',
      measured('generateDataKeyNeedsEitherKeySpecOrNumberOfBytes'),
      {},
      NEITHER,
    ),
    on(
      'Not both of KeySpec and NumberOfBytes.',
      'both',
      alike(measured('generateDataKeyNeedsEitherKeySpecOrNumberOfBytes')),
      { input: { ...input, NumberOfBytes: 32 } },
      NEITHER,
    ),
    on(
      'That comes before the key usage.',
      'neither-first',
      alike(measured('generateDataKeyNeedsEitherKeySpecOrNumberOfBytes')),
      { key: RSA_SIGNING },
      NEITHER,
    ),
    on(
      'That comes before the key state.',
      'neither-state',
      measured('generateDataKeyNeedsEitherKeySpecOrNumberOfBytes'),
      { state: 'Disabled' },
      NEITHER,
    ),
    on(
      'A key for signatures makes no data keys.',
      'usage',
      measured('generateDataKeyNamesItsOperationInTheKeyUsageError'),
      { key: RSA_SIGNING, input },
      unusable('SIGN_VERIFY', operation),
    ),
    on(
      'Nor does an HMAC key.',
      'hmac',
      inferred('a key for signatures is refused so', measured('generateDataKeyNamesItsOperationInTheKeyUsageError')),
      { key: HMAC_256, input },
      unusable('GENERATE_VERIFY_MAC', operation),
    ),
    on(
      'Nor does an RSA key for encryption.',
      'rsa',
      measured('generateDataKeyRejectsAnAsymmetricKey'),
      { key: RSA_ENCRYPTION, input },
      ASYMMETRIC,
    ),
    on(
      'A disabled key makes no data keys.',
      'disabled',
      alike(measured('cryptoOperationsRejectADisabledKey')),
      { input, state: 'Disabled' },
      DISABLED,
    ),
    on(
      'A key pending deletion makes no data keys.',
      'deleted',
      KEY_STATE_TABLE,
      { input, state: 'PendingDeletion' },
      PENDING_DELETION,
    ),
    on('A dry run makes no data key.', 'dry-run', DRY_RUN_OF_ANOTHER, { input: { ...input, DryRun: true } }, DRY_RUN),
    on(
      'NumberOfBytes is at least 1.',
      'bytes-min',
      alike(measured('generateDataKeyValidatesItsInputBeforeLookingUpTheKey')),
      { input: { NumberOfBytes: 0 } },
      violates(
        "Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    ),
    on(
      'NumberOfBytes is at most 1024.',
      'bytes-max',
      alike(measured('generateDataKeyValidatesItsInputBeforeLookingUpTheKey')),
      { input: { NumberOfBytes: 1025 } },
      violates(
        "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
      ),
    ),
    ...['AES-256', 'RSA_2048'].map((KeySpec) =>
      on(
        `The KeySpec ${KeySpec} is refused with the key specs of KMS keys.`,
        `spec-${KeySpec.toLowerCase().replace('_', '-')}`,
        alike(measured('generateDataKeyValidatesItsInputBeforeLookingUpTheKey')),
        { input: { KeySpec } },
        {
          name: 'ValidationException',
          message: matching(
            /^1 validation error detected: Value '.*' at 'keySpec' .* set: \[RSA_2048, RSA_3072, .*, SYMMETRIC_DEFAULT, HMAC_224, .*\]$/,
          ),
        },
      ),
    ),
  ];
});

const pairs = (['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const).flatMap((operation) => {
  const slug = operation === 'GenerateDataKeyPair' ? 'pair' : 'hidden-pair';
  const on = (
    says: string,
    id: string,
    source: Fact['source'],
    options: Parameters<typeof onKey>[1],
    expected: unknown,
  ) => fact(`${slug}-${id}`, operation, says, source, onKey(operation, options), expected);
  const input = { KeyPairSpec: 'ECC_NIST_P256' };
  return [
    on(
      'The output has both keys, the key pair spec and the key material.',
      'output',
      responseMember(operation, 'KeyMaterialId'),
      { input },
      {
        PrivateKeyCiphertextBlob: BLOB,
        ...(slug === 'pair' && { PrivateKeyPlaintext: BLOB }),
        PublicKey: BLOB,
        KeyId: ARN,
        KeyPairSpec: 'ECC_NIST_P256',
        KeyMaterialId: MATERIAL_ID,
      },
    ),
    on(
      'A dry run makes no key pair.',
      'dry-run',
      recorded(
        slug === 'pair'
          ? 'test_generate_data_key_pair_dry_run'
          : 'test_generate_data_key_pair_without_plaintext_dry_run',
      ),
      { input: { ...input, DryRun: true } },
      DRY_RUN,
    ),
    on('A disabled key makes no key pair.', 'disabled', KEY_STATE_TABLE, { input, state: 'Disabled' }, DISABLED),
    on(
      'A key for signatures makes no key pair.',
      'usage',
      inferred('GenerateDataKey refuses such a key so', measured('generateDataKeyNamesItsOperationInTheKeyUsageError')),
      { key: RSA_SIGNING, input },
      unusable('SIGN_VERIFY', operation),
    ),
    on(
      'A missing KeyPairSpec is shown as null.',
      'spec-none',
      inferred('other members that are missing are shown so', measured('operationsValidateTheKeyIdMember')),
      {},
      violates("Value null at 'keyPairSpec' failed to satisfy constraint: Member must not be null"),
    ),
  ];
});

const reEncrypting: readonly Fact[] = [
  fact(
    're-encrypt-output',
    'ReEncrypt',
    'The output tells both keys, both algorithms and both key materials.',
    responseMember('ReEncrypt', 'DestinationKeyMaterialId'),
    decrypting(async (_scene, kms) => ({ DestinationKeyId: (await newKey(kms)).Arn }), 'ReEncrypt'),
    {
      CiphertextBlob: BLOB,
      SourceKeyId: ARN,
      KeyId: ARN,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      SourceKeyMaterialId: MATERIAL_ID,
      DestinationKeyMaterialId: MATERIAL_ID,
    },
  ),
  fact(
    're-encrypt-wrong-source',
    'ReEncrypt',
    'Another source key is incorrect.',
    recorded('test_re_encrypt_incorrect_source_key'),
    decrypting(
      async ({ key }, kms) => ({ SourceKeyId: (await newKey(kms, HMAC_256)).Arn, DestinationKeyId: key.Arn }),
      'ReEncrypt',
    ),
    INCORRECT_KEY,
  ),
  fact(
    're-encrypt-garbage',
    'ReEncrypt',
    'Garbage is invalid.',
    inferred('Decrypt answers so', measured('decryptRejectsAnInvalidCiphertextWithoutAMessage')),
    decrypting(({ key }) => ({ CiphertextBlob: bytes(184), DestinationKeyId: key.Arn }), 'ReEncrypt'),
    INVALID_CIPHERTEXT,
  ),
  fact(
    're-encrypt-context',
    'ReEncrypt',
    'Another source encryption context is told as invalid ciphertext.',
    inferred('Decrypt answers so', recorded('test_encrypt_decrypt_encryption_context')),
    decrypting(({ key }) => ({ DestinationKeyId: key.Arn, SourceEncryptionContext: { a: 'b' } }), 'ReEncrypt'),
    INVALID_CIPHERTEXT,
  ),
  fact(
    're-encrypt-dry-run',
    'ReEncrypt',
    'A dry run encrypts nothing.',
    DRY_RUN_OF_ANOTHER,
    decrypting(({ key }) => ({ DestinationKeyId: key.Arn, DryRun: true }), 'ReEncrypt'),
    DRY_RUN,
  ),
  fact(
    're-encrypt-usage',
    'ReEncrypt',
    'A destination key for signatures is refused for ReEncryptTo.',
    inferred('the permission that the destination key needs has this name', apiReference('ReEncrypt')),
    decrypting(
      async (scene, kms) => ({ DestinationKeyId: Object.assign(scene.key, await newKey(kms, RSA_SIGNING)).Arn }),
      'ReEncrypt',
    ),
    unusable('SIGN_VERIFY', 'ReEncryptTo'),
  ),
];

export const DATA_KEY_FACTS: readonly Fact[] = [...dataKeys, ...pairs, ...reEncrypting];
