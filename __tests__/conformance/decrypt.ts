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
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('decrypt');

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
    TO_BE_SOURCED.LS,
    decrypting(() => ({})),
    DECRYPTED,
  ),
  fact(
    'key-id',
    'Decrypt',
    'The KeyId may be the bare key id.',
    TO_BE_SOURCED.LS,
    decrypting(({ key }) => ({ KeyId: key.KeyId })),
    DECRYPTED,
  ),
  fact(
    'garbage',
    'Decrypt',
    'Garbage is invalid, and AWS does not say why.',
    TO_BE_SOURCED.LS,
    decrypting(() => ({ CiphertextBlob: bytes(100) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'garbage-key',
    'Decrypt',
    'Garbage is invalid whatever the key.',
    TO_BE_SOURCED.FL,
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
    TO_BE_SOURCED.FL,
    decrypting(({ CiphertextBlob }) => ({ CiphertextBlob: CiphertextBlob.slice(0, -1) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'longer',
    'Decrypt',
    'A blob with more bytes is invalid.',
    TO_BE_SOURCED.FL,
    decrypting(({ CiphertextBlob }) => ({ CiphertextBlob: new Uint8Array([...CiphertextBlob, 0]) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'flipped',
    'Decrypt',
    'An altered blob is invalid.',
    TO_BE_SOURCED.LS,
    decrypting(({ CiphertextBlob }) => ({
      CiphertextBlob: CiphertextBlob.map((byte, at) => (at === 180 ? byte ^ 1 : byte)),
    })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'context',
    'Decrypt',
    'Another encryption context is told as invalid ciphertext.',
    TO_BE_SOURCED.LS,
    decrypting(() => ({ EncryptionContext: { a: 'b' } })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'wrong-key',
    'Decrypt',
    'Another symmetric key is incorrect.',
    TO_BE_SOURCED.LS,
    decrypting(async (_scene, kms) => ({ KeyId: (await newKey(kms)).KeyId })),
    INCORRECT_KEY,
  ),
  ...(
    [
      ['hmac', HMAC_256],
      ['rsa', RSA_ENCRYPTION],
      ['agreement', P256_AGREEMENT],
      ['import', { Origin: 'EXTERNAL' }],
    ] as const
  ).map(([name, input]) =>
    fact(
      `wrong-${name}`,
      'Decrypt',
      `A key that could never have encrypted it (${name}) is incorrect too.`,
      TO_BE_SOURCED.FL,
      decrypting(async (_scene, kms) => ({ KeyId: (await newKey(kms, input)).KeyId })),
      INCORRECT_KEY,
    ),
  ),
  fact(
    'disabled',
    'Decrypt',
    'A disabled key does not decrypt.',
    TO_BE_SOURCED.LS,
    decrypting(async ({ key }, kms) => kms.call('DisableKey', { KeyId: key.KeyId })),
    DISABLED,
  ),
  fact(
    'deleted',
    'Decrypt',
    'A key pending deletion does not decrypt.',
    TO_BE_SOURCED.FL,
    decrypting(async ({ key }, kms) => kms.call('ScheduleKeyDeletion', { KeyId: key.KeyId }).then(() => ({}))),
    PENDING_DELETION,
  ),
  fact(
    'none',
    'Decrypt',
    'A missing CiphertextBlob is shown as null.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('Decrypt', {})),
    violates("Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null"),
  ),
  fact(
    'long',
    'Decrypt',
    'A CiphertextBlob has at most 6144 bytes, and is never shown.',
    TO_BE_SOURCED.FL,
    (kms) => refused(kms.call('Decrypt', { CiphertextBlob: bytes(6145) })),
    violates(
      "Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
    ),
  ),
  fact(
    'dry-run',
    'Decrypt',
    'A dry run decrypts, and tells nothing.',
    TO_BE_SOURCED.D,
    decrypting(() => ({ DryRun: true })),
    DRY_RUN,
  ),
  fact(
    'dry-run-context',
    'Decrypt',
    'A dry run with another encryption context fails.',
    TO_BE_SOURCED.I,
    decrypting(() => ({ DryRun: true, EncryptionContext: { a: 'b' } })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'other-region',
    'Decrypt',
    'Ciphertext of a key in another Region is refused without naming the key.',
    TO_BE_SOURCED.IS,
    async (kms) => {
      const { CiphertextBlob } = await encrypted(kms);
      return refused(kms.as({ region: 'eu-west-1' }).call('Decrypt', { CiphertextBlob }));
    },
    {
      name: 'AccessDeniedException',
      message:
        'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    },
  ),
  fact(
    'moved-alias',
    'Decrypt',
    'An alias that names another key by now is incorrect.',
    TO_BE_SOURCED.D,
    async (kms) => {
      const { key, CiphertextBlob } = await encrypted(kms);
      await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: key.KeyId });
      await kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: (await newKey(kms)).KeyId });
      return refusedOn(key, kms.call('Decrypt', { CiphertextBlob, KeyId: 'alias/a' }));
    },
    INCORRECT_KEY,
  ),
];
