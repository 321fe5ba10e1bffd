import { bytes } from '../support/keys.js';
import {
  DRY_RUN,
  encrypted,
  HMAC_256,
  incompatible,
  keyArn,
  PENDING_IMPORT,
  PLAINTEXT,
  RSA_SIGNING,
  unusable,
} from './crypto-scenes.js';
import { type Fact, refused } from './fact.js';
import { DISABLED, type Fail, factsOf, newKey, onKey, PENDING_DELETION, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { inferred, type Source } from './source.js';
import { requestMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER, UNKNOWN_KEY_OF_ANOTHER } from './sources/common.js';
import { measured } from './sources/floci.js';
import { shown } from './sources/issues.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('encrypt');
const UNKNOWN = '1234abcd-12ab-34cd-56ef-1234567890ab';
const NOT_FOUND: Fail = { name: 'NotFoundException', message: `Key '${keyArn(UNKNOWN)}' does not exist` };

const BLOB_OF_20_BYTES = shown(
  'honeycombio/agentless-integrations-for-aws',
  '00551fe840a20552846a197c9f4b8f6137d91175/README.md#encrypting-your-write-key',
);

const LENGTHS = [
  [1, 153],
  [16, 168],
  [20, 172],
  [32, 184],
  [64, 220],
  [100, 256],
  [256, 418],
  [1024, 1186],
  [4096, 4258],
] as const;

/** The blob shown is an EncryptedData of RFC 5652 after 58 bytes: what other lengths make follows from DER. */
function lengthSource(plaintext: number): Source {
  return plaintext === 20 ? BLOB_OF_20_BYTES : inferred('the format of a blob of 20 bytes', BLOB_OF_20_BYTES);
}

const lengths = LENGTHS.map(([plaintext, blob]) =>
  fact(
    `length-${plaintext}`,
    'Encrypt',
    `${plaintext} bytes of plaintext make a ciphertext blob of ${blob} bytes.`,
    lengthSource(plaintext),
    async (kms) => {
      const { CiphertextBlob } = await kms.call('Encrypt', {
        KeyId: (await newKey(kms)).KeyId,
        Plaintext: bytes(plaintext),
      });
      return CiphertextBlob.length;
    },
    blob,
  ),
);

const ENCRYPT = { Plaintext: PLAINTEXT };

const encrypting: readonly Fact[] = [
  fact(
    'header',
    'Encrypt',
    'A ciphertext blob begins with AQICAH in base64.',
    BLOB_OF_20_BYTES,
    async (kms) =>
      Buffer.from((await encrypted(kms)).CiphertextBlob)
        .toString('base64')
        .slice(0, 6),
    'AQICAH',
  ),
  fact(
    'output',
    'Encrypt',
    'The output has CiphertextBlob, the key ARN and the algorithm, and no KeyMaterialId.',
    recorded('test_encrypt_decrypt_encryption_context'),
    onKey('Encrypt', { input: ENCRYPT }),
    {
      CiphertextBlob: anyBytes,
      KeyId: matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    },
  ),
  fact(
    'disabled',
    'Encrypt',
    'A disabled key does not encrypt.',
    measured('cryptoOperationsRejectADisabledKey'),
    onKey('Encrypt', { input: ENCRYPT, state: 'Disabled' }),
    DISABLED,
  ),
  fact(
    'deleted',
    'Encrypt',
    'A key pending deletion does not encrypt.',
    measured('cryptoOperationsRejectAKeyPendingDeletion'),
    onKey('Encrypt', { input: ENCRYPT, state: 'PendingDeletion' }),
    PENDING_DELETION,
  ),
  fact(
    'import',
    'Encrypt',
    'A key pending import does not encrypt.',
    measured('operationsRejectAKeyPendingImport'),
    onKey('Encrypt', { key: { Origin: 'EXTERNAL' }, input: ENCRYPT }),
    PENDING_IMPORT,
  ),
  fact(
    'usage',
    'Encrypt',
    'A key for signatures does not encrypt.',
    recorded('test_error_messaging_for_invalid_keys'),
    onKey('Encrypt', { key: RSA_SIGNING, input: ENCRYPT }),
    unusable('SIGN_VERIFY', 'Encrypt'),
  ),
  fact(
    'usage-first',
    'Encrypt',
    'Key usage comes before key state.',
    measured('keyUsageIsCheckedBeforeTheKeyState'),
    onKey('Encrypt', { key: HMAC_256, input: ENCRYPT, state: 'PendingDeletion' }),
    unusable('GENERATE_VERIFY_MAC', 'Encrypt'),
  ),
  fact(
    'dry-run',
    'Encrypt',
    'A dry run says that the call would have succeeded.',
    DRY_RUN_OF_ANOTHER,
    onKey('Encrypt', { input: { ...ENCRYPT, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'dry-run-disabled',
    'Encrypt',
    'A dry run of a call that fails fails alike.',
    inferred('a dry run checks whether the request would succeed', requestMember('Encrypt', 'DryRun')),
    onKey('Encrypt', { input: { ...ENCRYPT, DryRun: true }, state: 'Disabled' }),
    DISABLED,
  ),
  fact(
    'algorithm',
    'Encrypt',
    'A symmetric key takes no RSA algorithm.',
    measured('encryptOnSymmetricKeyWithRsaAlgorithmThrowsInvalidKeyUsage'),
    onKey('Encrypt', { input: { ...ENCRYPT, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } }),
    incompatible('RSAES_OAEP_SHA_256', 'SYMMETRIC_DEFAULT'),
  ),
  fact(
    'empty',
    'Encrypt',
    'A plaintext has at least one byte, and is never shown.',
    measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
    onKey('Encrypt', { input: { Plaintext: bytes(0) } }),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1"),
  ),
  fact(
    'long',
    'Encrypt',
    'A plaintext has at most 4096 bytes.',
    recorded('test_plaintext_size_for_encrypt'),
    onKey('Encrypt', { input: { Plaintext: bytes(4097) } }),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
  ),
  fact(
    'none',
    'Encrypt',
    'A missing plaintext is not shown as null.',
    measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
    onKey('Encrypt'),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must not be null"),
  ),
  fact(
    'unknown',
    'Encrypt',
    'An unknown key is named by its ARN.',
    UNKNOWN_KEY_OF_ANOTHER,
    (kms) => refused(kms.call('Encrypt', { KeyId: UNKNOWN, ...ENCRYPT })),
    NOT_FOUND,
  ),
];

export const ENCRYPT_FACTS: readonly Fact[] = [...lengths, ...encrypting];
