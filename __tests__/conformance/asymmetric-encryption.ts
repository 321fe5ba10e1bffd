import { bytes } from '../support/keys.js';
import { INVALID_CIPHERTEXT, incompatible, RSA_ENCRYPTION, RSA_SIGNING, unusable } from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { factsOf, invalid, newKey, onKey, refusedOn } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { responseMember } from './sources/aws.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('asymmetric-encryption');
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
const BYTES = anyBytes;
const NO_CONTEXT = invalid('EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.');
const OAEP = { EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };
const PLAIN = { ...OAEP, Plaintext: bytes(32) };

const limits = (
  [
    ['RSA_2048', 214, 190],
    ['RSA_3072', 342, 318],
    ['RSA_4096', 470, 446],
  ] as const
).flatMap(([KeySpec, ...max]) =>
  (['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const).map((EncryptionAlgorithm, at) =>
    fact(
      `limit-${KeySpec.slice(4)}-${at === 0 ? 'sha-1' : 'sha-256'}`,
      'Encrypt',
      `${EncryptionAlgorithm} with ${KeySpec} encrypts at most ${max[at]} bytes.`,
      recorded(`test_encrypt_validate_plaintext_size_per_key_type[${KeySpec}-${EncryptionAlgorithm}]`),
      onKey('Encrypt', {
        key: { ...RSA_ENCRYPTION, KeySpec },
        input: { EncryptionAlgorithm, Plaintext: bytes((max[at] as number) + 1) },
      }),
      invalid(
        `Algorithm ${EncryptionAlgorithm} and key spec ${KeySpec} cannot encrypt data larger than ${max[at]} bytes.`,
      ),
    ),
  ),
);

function decrypting(change: (ciphertext: Uint8Array) => object): Fact['run'] {
  return async (kms) => {
    const key = await newKey(kms, RSA_ENCRYPTION);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: key.KeyId, ...PLAIN });
    const call = kms.call('Decrypt', { KeyId: key.KeyId, ...OAEP, CiphertextBlob, ...change(CiphertextBlob) });
    return call.catch(() => refusedOn(key, call));
  };
}

export const ASYMMETRIC_ENCRYPTION_FACTS: readonly Fact[] = [
  ...limits,
  fact(
    'encrypt-output',
    'Encrypt',
    'The output tells the algorithm.',
    measured('rsaOaepEncryptDecryptRoundTripThroughJsonHandler'),
    onKey('Encrypt', { key: RSA_ENCRYPTION, input: PLAIN }),
    { CiphertextBlob: BYTES, KeyId: ARN, ...OAEP },
  ),
  fact(
    'encrypt-default',
    'Encrypt',
    'SYMMETRIC_DEFAULT is the default, and not for RSA keys.',
    measured('rsaEncryptWithDefaultAlgorithmReturnsInvalidKeyUsage'),
    onKey('Encrypt', { key: RSA_ENCRYPTION, input: { Plaintext: bytes(1) } }),
    incompatible('SYMMETRIC_DEFAULT', 'RSA_2048'),
  ),
  fact(
    'encrypt-context',
    'Encrypt',
    'An encryption context is refused.',
    measured('encryptWithEncryptionContextThrowsValidation'),
    onKey('Encrypt', { key: RSA_ENCRYPTION, input: { ...PLAIN, EncryptionContext: { a: 'b' } } }),
    NO_CONTEXT,
  ),
  fact(
    'encrypt-usage',
    'Encrypt',
    'An RSA key for signatures is refused.',
    measured('encryptWithSignVerifyKeyThrowsInvalidKeyUsage'),
    onKey('Encrypt', { key: RSA_SIGNING, input: PLAIN }),
    unusable('SIGN_VERIFY', 'Encrypt'),
  ),
  fact(
    'decrypt-output',
    'Decrypt',
    'The output has no KeyMaterialId.',
    responseMember('Decrypt', 'KeyMaterialId'),
    decrypting(() => ({})),
    { KeyId: ARN, Plaintext: bytes(32), ...OAEP },
  ),
  fact(
    'decrypt-default',
    'Decrypt',
    'RSA ciphertext with the default algorithm is invalid.',
    measured('rsaDecryptWithDefaultAlgorithmReturnsInvalidCiphertext'),
    decrypting(() => ({ EncryptionAlgorithm: undefined })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'decrypt-hash',
    'Decrypt',
    'RSA ciphertext by the other hash is invalid.',
    measured('decryptWithWrongOaepHashThrowsInvalidCiphertext'),
    decrypting(() => ({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'decrypt-length',
    'Decrypt',
    'RSA ciphertext of another length is invalid.',
    measured('decryptRejectsAnInvalidCiphertextWithoutAMessage'),
    decrypting((ciphertext) => ({ CiphertextBlob: ciphertext.slice(1) })),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'decrypt-context',
    'Decrypt',
    'An encryption context is refused.',
    measured('decryptWithEncryptionContextThrowsValidation'),
    decrypting(() => ({ EncryptionContext: { a: 'b' } })),
    NO_CONTEXT,
  ),
  fact(
    'decrypt-no-key',
    'Decrypt',
    'The KeyId is needed.',
    measured('decryptWithoutKeyIdThrowsValidation'),
    decrypting(() => ({ KeyId: undefined })),
    invalid('KeyId must not be null'),
  ),
];
