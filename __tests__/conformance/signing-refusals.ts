import { bytes } from '../support/keys.js';
import {
  ECDSA,
  ED25519,
  HMAC_256,
  incompatible,
  ML_DSA_44,
  P256_SIGNING,
  PSS,
  RSA_ENCRYPTION,
  RSA_SIGNING,
  unusable,
} from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { DISABLED, factsOf, invalid, onKey, PENDING_DELETION, violates } from './key-scenes.js';
import { inferred, type Published } from './source.js';
import { measured, measuredIn } from './sources/floci.js';

const fact = factsOf('signing');
const SIGNING_ALGORITHMS =
  'RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512, RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512, ECDSA_SHA_256, ECDSA_SHA_384, ECDSA_SHA_512, ED25519_SHA_512, ED25519_PH_SHA_512, SM2DSA, ML_DSA_SHAKE_256';

/** Refusals that Sign and Verify have in common. */
export const SIGNING_REFUSALS: readonly Fact[] = (['Sign', 'Verify'] as const).flatMap((operation) => {
  const signature = operation === 'Verify' ? { Signature: bytes(64) } : {};
  const on = (
    id: string,
    says: string,
    source: Fact['source'],
    options: Parameters<typeof onKey>[1],
    expected: unknown,
  ) =>
    fact(
      `${operation.toLowerCase()}-${id}`,
      operation,
      says,
      source,
      onKey(operation, { ...options, input: { ...signature, ...options?.input } }),
      expected,
    );
  const key = P256_SIGNING;
  const ofSign = (source: Published) => (operation === 'Sign' ? source : inferred('Sign refuses it so', source));
  return [
    on(
      'usage',
      'A key for encryption is refused.',
      measured('signAndVerifyRejectKeysWhoseUsageIsNotSignVerify'),
      { key: RSA_ENCRYPTION, input: PSS },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on(
      'usage-symmetric',
      'A symmetric encryption key is refused.',
      measured('signAndVerifyRejectKeysWhoseUsageIsNotSignVerify'),
      { input: PSS },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on(
      'usage-first',
      'Key usage comes before a key state of Disabled.',
      ofSign(measured('keyUsageIsCheckedBeforeTheKeyState')),
      { key: HMAC_256, input: PSS, state: 'Disabled' },
      unusable('GENERATE_VERIFY_MAC', operation),
    ),
    on(
      'usage-first-deleted',
      'Key usage comes before a key state of PendingDeletion.',
      ofSign(measured('keyUsageIsCheckedBeforeTheKeyState')),
      { key: HMAC_256, input: PSS, state: 'PendingDeletion' },
      unusable('GENERATE_VERIFY_MAC', operation),
    ),
    on(
      'disabled',
      'A disabled key is refused.',
      measured('cryptoOperationsRejectADisabledKey'),
      { key, input: ECDSA, state: 'Disabled' },
      DISABLED,
    ),
    on(
      'deleted',
      'A key pending deletion is refused.',
      measured('cryptoOperationsRejectAKeyPendingDeletion'),
      { key, input: ECDSA, state: 'PendingDeletion' },
      PENDING_DELETION,
    ),
    on(
      'state-first',
      'The key state comes before the algorithm.',
      measured('cryptoOperationsRejectADisabledKey'),
      { key, input: PSS, state: 'Disabled' },
      DISABLED,
    ),
    on(
      'algorithm',
      'An algorithm of other key specs is refused.',
      measured('signAndVerifyRejectAnAlgorithmTheKeySpecDoesNotSupport'),
      { key, input: { ...ECDSA, SigningAlgorithm: 'ECDSA_SHA_384' } },
      incompatible('ECDSA_SHA_384', 'ECC_NIST_P256'),
    ),
    on(
      'algorithm-rsa',
      'ECDSA is not for RSA keys.',
      measured('signAndVerifyRejectAnAlgorithmTheKeySpecDoesNotSupport'),
      { key: RSA_SIGNING, input: ECDSA },
      incompatible('ECDSA_SHA_256', 'RSA_2048'),
    ),
    on(
      'algorithm-symmetric',
      'SYMMETRIC_DEFAULT passes the list of values, and no key spec.',
      ofSign(measured('signAndVerifyRejectAnAlgorithmTheKeySpecDoesNotSupport')),
      { key, input: { ...ECDSA, SigningAlgorithm: 'SYMMETRIC_DEFAULT' } },
      incompatible('SYMMETRIC_DEFAULT', 'ECC_NIST_P256'),
    ),
    on(
      'algorithm-none',
      'The name of an encryption algorithm is refused with the list of values.',
      ofSign(measured('signRejectsAnEncryptionAlgorithmAsASigningAlgorithm')),
      { key, input: { ...ECDSA, SigningAlgorithm: 'RSAES_OAEP_SHA_256' } },
      violates(
        `Value 'RSAES_OAEP_SHA_256' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [${SIGNING_ALGORITHMS}]`,
      ),
    ),
    on(
      'type-none',
      'An unknown message type is refused with the list of values.',
      measured('messageTypeValidationListsTheEnumBeforeLookingUpTheKey'),
      { key, input: { ...ECDSA, MessageType: 'HASH' } },
      violates(
        "Value 'HASH' at 'messageType' failed to satisfy constraint: Member must satisfy enum value set: [RAW, DIGEST, EXTERNAL_MU]",
      ),
    ),
    on(
      'digest-length',
      'A digest has the length of the hash.',
      measured('signAndVerifyRejectADigestOfTheWrongLength'),
      { key, input: { ...ECDSA, MessageType: 'DIGEST', Message: bytes(31) } },
      invalid('Digest is invalid length for algorithm ECDSA_SHA_256.'),
    ),
    on(
      'digest-length-rsa',
      'So has one for RSA.',
      measured('signAndVerifyRejectADigestOfTheWrongLength'),
      { key: RSA_SIGNING, input: { ...PSS, MessageType: 'DIGEST', Message: bytes(20) } },
      invalid('Digest is invalid length for algorithm RSASSA_PSS_SHA_256.'),
    ),
    on(
      'digest-after-algorithm',
      'The algorithm comes before the length of the digest.',
      ofSign(measured('signChecksTheKeySpecBeforeTheDigestLength')),
      { key, input: { ...PSS, MessageType: 'DIGEST', Message: bytes(1) } },
      incompatible('RSASSA_PSS_SHA_256', 'ECC_NIST_P256'),
    ),
    on(
      'ed25519-digest',
      'ED25519_SHA_512 signs no digest.',
      ofSign(measured('ed25519RejectsTheCombinationsRealKmsRejects')),
      { key: ED25519, input: { ...ECDSA, SigningAlgorithm: 'ED25519_SHA_512', MessageType: 'DIGEST' } },
      invalid('Message type DIGEST is incompatible with algorithm ED25519_SHA_512.'),
    ),
    on(
      'ed25519ph-raw',
      'ED25519_PH_SHA_512 signs digests alone.',
      ofSign(measured('ed25519RejectsTheCombinationsRealKmsRejects')),
      { key: ED25519, input: { ...ECDSA, SigningAlgorithm: 'ED25519_PH_SHA_512' } },
      invalid('Message type RAW is incompatible with algorithm ED25519_PH_SHA_512.'),
    ),
    on(
      'ml-dsa-digest',
      'ML-DSA signs no digest.',
      ofSign(measuredIn(3025)),
      { key: ML_DSA_44, input: { ...ECDSA, SigningAlgorithm: 'ML_DSA_SHAKE_256', MessageType: 'DIGEST' } },
      invalid('Message type DIGEST is incompatible with key spec ML_DSA_44.'),
    ),
    on(
      'external-mu',
      'EXTERNAL_MU is for ML-DSA alone.',
      inferred('ML-DSA refuses a message type so', measuredIn(3025)),
      { key, input: { ...ECDSA, MessageType: 'EXTERNAL_MU', Message: bytes(64) } },
      invalid('Message type EXTERNAL_MU is incompatible with key spec ECC_NIST_P256.'),
    ),
    on(
      'message-empty',
      'A message has at least one byte, and is never shown.',
      measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
      { key, input: { ...ECDSA, Message: bytes(0) } },
      violates("Value at 'message' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ),
    on(
      'message-long',
      'A message has at most 4096 bytes.',
      measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
      { key, input: { ...ECDSA, Message: bytes(4097) } },
      violates("Value at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096"),
    ),
  ];
});
