import { bytes } from '../support/keys.js';
import {
  DRY_RUN,
  decrypting,
  encrypted,
  HMAC_256,
  INCORRECT_KEY,
  INVALID_CIPHERTEXT,
  P256_AGREEMENT,
  PLAINTEXT,
  RSA_ENCRYPTION,
} from './crypto-scenes.js';
import { type Fact, refused } from './fact.js';
import { DISABLED, factsOf, newKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { matching } from './matchers.js';
import { inferred } from './source.js';
import { developerGuide, requestMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER, KEY_STATE_TABLE } from './sources/common.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';
import { asserted, recorded } from './sources/localstack.js';

const fact = factsOf('decrypt');

const INCORRECT = measured('decryptRejectsAKeyIdThatDidNotEncryptTheCiphertext');

const DECRYPTED = {
  KeyId: matching(/^arn:aws:kms:us-east-1:\d{12}:key\//),
  Plaintext: PLAINTEXT,
  EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  KeyMaterialId: matching(/^[0-9a-f]{64}$/),
};

export const DECRYPT_FACTS: readonly Fact[] = [
  fact(
    'output',
    'Decrypt',
    'The blob names its key; the output tells the key material.',
    recorded('test_encrypt_decrypt_encryption_context'),
    decrypting(() => ({})),
    DECRYPTED,
  ),
  fact(
    'key-id',
    'Decrypt',
    'The KeyId may be the bare key id.',
    asserted('test_encrypt_decrypt'),
    decrypting(({ key }) => ({ KeyId: key.KeyId })),
    DECRYPTED,
  ),
  fact(
    'garbage',
    'Decrypt',
    'Garbage is invalid, and AWS does not say why.',
    measured('decryptRejectsAnInvalidCiphertextWithoutAMessage'),
    decrypting(() => ({ CiphertextBlob: bytes(100) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'garbage-key',
    'Decrypt',
    'Garbage is invalid whatever the key.',
    measured('rsaDecryptWithDefaultAlgorithmReturnsInvalidCiphertext'),
    decrypting(async (_scene, kms) => ({
      CiphertextBlob: bytes(100),
      KeyId: (await newKey(kms, RSA_ENCRYPTION)).KeyId,
    })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'cut',
    'Decrypt',
    'A cut blob is invalid.',
    recorded('test_encrypt_decrypt_encryption_context'),
    decrypting(({ CiphertextBlob }) => ({ CiphertextBlob: CiphertextBlob.slice(0, -1) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'longer',
    'Decrypt',
    'A blob with more bytes is invalid.',
    inferred('a ciphertext that was cut is refused so', recorded('test_encrypt_decrypt_encryption_context')),
    decrypting(({ CiphertextBlob }) => ({ CiphertextBlob: new Uint8Array([...CiphertextBlob, 0]) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'flipped',
    'Decrypt',
    'An altered blob is invalid.',
    inferred('a ciphertext that was cut is refused so', recorded('test_encrypt_decrypt_encryption_context')),
    decrypting(({ CiphertextBlob }) => ({
      CiphertextBlob: CiphertextBlob.map((byte, at) => (at === 180 ? byte ^ 1 : byte)),
    })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'context',
    'Decrypt',
    'Another encryption context is told as invalid ciphertext.',
    recorded('test_encrypt_decrypt_encryption_context'),
    decrypting(() => ({ EncryptionContext: { a: 'b' } })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'wrong-key',
    'Decrypt',
    'Another symmetric key is incorrect.',
    INCORRECT,
    decrypting(async (_scene, kms) => ({ KeyId: (await newKey(kms)).KeyId })),
    INCORRECT_KEY,
  ),
  ...(
    [
      ['hmac', HMAC_256, recorded('test_error_messaging_for_invalid_keys')],
      ['rsa', RSA_ENCRYPTION, INCORRECT],
      ['agreement', P256_AGREEMENT, inferred('keys of other usages are refused so', INCORRECT)],
      ['import', { Origin: 'EXTERNAL' }, INCORRECT],
    ] as const
  ).map(([name, input, source]) =>
    fact(
      `wrong-${name}`,
      'Decrypt',
      `A key that could never have encrypted it (${name}) is incorrect too.`,
      source,
      decrypting(async (_scene, kms) => ({ KeyId: (await newKey(kms, input)).KeyId })),
      INCORRECT_KEY,
    ),
  ),
  fact(
    'disabled',
    'Decrypt',
    'A disabled key does not decrypt.',
    measured('cryptoOperationsRejectADisabledKey'),
    decrypting(async ({ key }, kms) => kms.call('DisableKey', { KeyId: key.KeyId })),
    DISABLED,
  ),
  fact(
    'deleted',
    'Decrypt',
    'A key pending deletion does not decrypt.',
    KEY_STATE_TABLE,
    decrypting(async ({ key }, kms) => kms.call('ScheduleKeyDeletion', { KeyId: key.KeyId }).then(() => ({}))),
    PENDING_DELETION,
  ),
  fact(
    'none',
    'Decrypt',
    'A missing CiphertextBlob is shown as null.',
    measured('decryptRequiresACiphertextBlob'),
    (kms) => refused(kms.call('Decrypt', {})),
    violates("Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null"),
  ),
  fact(
    'long',
    'Decrypt',
    'A CiphertextBlob has at most 6144 bytes, and is never shown.',
    measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
    (kms) => refused(kms.call('Decrypt', { CiphertextBlob: bytes(6145) })),
    violates(
      "Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
    ),
  ),
  fact(
    'dry-run',
    'Decrypt',
    'A dry run decrypts, and tells nothing.',
    DRY_RUN_OF_ANOTHER,
    decrypting(() => ({ DryRun: true })),
    DRY_RUN,
  ),
  fact(
    'dry-run-context',
    'Decrypt',
    'A dry run with another encryption context fails.',
    inferred('a dry run checks whether the request would succeed', requestMember('Decrypt', 'DryRun')),
    decrypting(() => ({ DryRun: true, EncryptionContext: { a: 'b' } })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'other-region',
    'Decrypt',
    'Ciphertext of a key in another Region is refused without naming the key.',
    quoted('onnela-lab/beiwe-backend#363'),
    async (kms) => {
      const { CiphertextBlob } = await encrypted(kms);
      return refused(kms.as({ region: 'eu-west-1' }).call('Decrypt', { CiphertextBlob }));
    },
    {
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    },
  ),
  fact(
    'moved-alias',
    'Decrypt',
    'An alias that names another key by now is incorrect.',
    developerGuide('abac', 'Failed requests due to alias updates', 'failed-requests'),
    async (kms) => {
      const { key, CiphertextBlob } = await encrypted(kms);
      await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: key.KeyId });
      await kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: (await newKey(kms)).KeyId });
      return refusedOn(key, kms.call('Decrypt', { CiphertextBlob, KeyId: 'alias/a' }));
    },
    INCORRECT_KEY,
  ),
];
