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
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('encrypt');
const UNKNOWN = '1234abcd-12ab-34cd-56ef-1234567890ab';
const NOT_FOUND: Fail = { name: 'NotFoundException', message: `Key '${keyArn(UNKNOWN)}' does not exist` };

const LENGTHS = [
  [1, 153],
  [16, 168],
  [32, 184],
  [64, 220],
  [100, 256],
  [256, 418],
  [1024, 1186],
  [4096, 4258],
] as const;

const lengths = LENGTHS.map(([plaintext, blob]) =>
  fact(
    `length-${plaintext}`,
    'Encrypt',
    `${plaintext} bytes of plaintext make a ciphertext blob of ${blob} bytes.`,
    TO_BE_SOURCED.IS,
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
    TO_BE_SOURCED.IS,
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
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.LS,
    onKey('Encrypt', { input: ENCRYPT, state: 'Disabled' }),
    DISABLED,
  ),
  fact(
    'deleted',
    'Encrypt',
    'A key pending deletion does not encrypt.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { input: ENCRYPT, state: 'PendingDeletion' }),
    PENDING_DELETION,
  ),
  fact(
    'import',
    'Encrypt',
    'A key pending import does not encrypt.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { key: { Origin: 'EXTERNAL' }, input: ENCRYPT }),
    PENDING_IMPORT,
  ),
  fact(
    'usage',
    'Encrypt',
    'A key for signatures does not encrypt.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { key: RSA_SIGNING, input: ENCRYPT }),
    unusable('SIGN_VERIFY', 'Encrypt'),
  ),
  fact(
    'usage-first',
    'Encrypt',
    'Key usage comes before key state.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { key: HMAC_256, input: ENCRYPT, state: 'PendingDeletion' }),
    unusable('GENERATE_VERIFY_MAC', 'Encrypt'),
  ),
  fact(
    'dry-run',
    'Encrypt',
    'A dry run says that the call would have succeeded.',
    TO_BE_SOURCED.LS,
    onKey('Encrypt', { input: { ...ENCRYPT, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'dry-run-disabled',
    'Encrypt',
    'A dry run of a call that fails fails alike.',
    TO_BE_SOURCED.D,
    onKey('Encrypt', { input: { ...ENCRYPT, DryRun: true }, state: 'Disabled' }),
    DISABLED,
  ),
  fact(
    'algorithm',
    'Encrypt',
    'A symmetric key takes no RSA algorithm.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { input: { ...ENCRYPT, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } }),
    incompatible('RSAES_OAEP_SHA_256', 'SYMMETRIC_DEFAULT'),
  ),
  fact(
    'empty',
    'Encrypt',
    'A plaintext has at least one byte, and is never shown.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { input: { Plaintext: bytes(0) } }),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1"),
  ),
  fact(
    'long',
    'Encrypt',
    'A plaintext has at most 4096 bytes.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt', { input: { Plaintext: bytes(4097) } }),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
  ),
  fact(
    'none',
    'Encrypt',
    'A missing plaintext is not shown as null.',
    TO_BE_SOURCED.FL,
    onKey('Encrypt'),
    violates("Value at 'plaintext' failed to satisfy constraint: Member must not be null"),
  ),
  fact(
    'unknown',
    'Encrypt',
    'An unknown key is named by its ARN.',
    TO_BE_SOURCED.LS,
    (kms) => refused(kms.call('Encrypt', { KeyId: UNKNOWN, ...ENCRYPT })),
    NOT_FOUND,
  ),
];

export const ENCRYPT_FACTS: readonly Fact[] = [...lengths, ...encrypting];
