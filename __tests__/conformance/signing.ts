import { bytes } from '../support/keys.js';
import {
  DRY_RUN,
  HMAC_256,
  incompatible,
  P256_SIGNING,
  RSA_ENCRYPTION,
  RSA_SIGNING,
  unusable,
} from './crypto-scenes.js';
import { type Fact, refused } from './fact.js';
import { DISABLED, factsOf, invalid, newKey, onKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('signing');
const INVALID_SIGNATURE = { name: 'KMSInvalidSignatureException', message: undefined };
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
const SIGNING_ALGORITHMS =
  'RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512, RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512, ECDSA_SHA_256, ECDSA_SHA_384, ECDSA_SHA_512, ED25519_SHA_512, ED25519_PH_SHA_512, SM2DSA, ML_DSA_SHAKE_256';

const ED25519 = { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' };
const ML_DSA_44 = { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' };
const ECDSA = { SigningAlgorithm: 'ECDSA_SHA_256', Message: bytes(32) };
const PSS = { ...ECDSA, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };

/** Refusals that Sign and Verify have in common. */
const common = (['Sign', 'Verify'] as const).flatMap((operation) => {
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
  return [
    on(
      'usage',
      'A key for encryption is refused.',
      TO_BE_SOURCED.LS,
      { key: RSA_ENCRYPTION, input: PSS },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on(
      'usage-symmetric',
      'A symmetric encryption key is refused.',
      TO_BE_SOURCED.FL,
      { input: PSS },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on(
      'usage-first',
      'Key usage comes before a key state of Disabled.',
      TO_BE_SOURCED.FL,
      { key: HMAC_256, input: PSS, state: 'Disabled' },
      unusable('GENERATE_VERIFY_MAC', operation),
    ),
    on(
      'usage-first-deleted',
      'Key usage comes before a key state of PendingDeletion.',
      TO_BE_SOURCED.FL,
      { key: HMAC_256, input: PSS, state: 'PendingDeletion' },
      unusable('GENERATE_VERIFY_MAC', operation),
    ),
    on('disabled', 'A disabled key is refused.', TO_BE_SOURCED.LS, { key, input: ECDSA, state: 'Disabled' }, DISABLED),
    on(
      'deleted',
      'A key pending deletion is refused.',
      TO_BE_SOURCED.FL,
      { key, input: ECDSA, state: 'PendingDeletion' },
      PENDING_DELETION,
    ),
    on(
      'state-first',
      'The key state comes before the algorithm.',
      TO_BE_SOURCED.FL,
      { key, input: PSS, state: 'Disabled' },
      DISABLED,
    ),
    on(
      'algorithm',
      'An algorithm of other key specs is refused.',
      TO_BE_SOURCED.LS,
      { key, input: { ...ECDSA, SigningAlgorithm: 'ECDSA_SHA_384' } },
      incompatible('ECDSA_SHA_384', 'ECC_NIST_P256'),
    ),
    on(
      'algorithm-rsa',
      'ECDSA is not for RSA keys.',
      TO_BE_SOURCED.FL,
      { key: RSA_SIGNING, input: ECDSA },
      incompatible('ECDSA_SHA_256', 'RSA_2048'),
    ),
    on(
      'algorithm-symmetric',
      'SYMMETRIC_DEFAULT passes the list of values, and no key spec.',
      TO_BE_SOURCED.FL,
      { key, input: { ...ECDSA, SigningAlgorithm: 'SYMMETRIC_DEFAULT' } },
      incompatible('SYMMETRIC_DEFAULT', 'ECC_NIST_P256'),
    ),
    on(
      'algorithm-none',
      'The name of an encryption algorithm is refused with the list of values.',
      TO_BE_SOURCED.FL,
      { key, input: { ...ECDSA, SigningAlgorithm: 'RSAES_OAEP_SHA_256' } },
      violates(
        `Value 'RSAES_OAEP_SHA_256' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [${SIGNING_ALGORITHMS}]`,
      ),
    ),
    on(
      'type-none',
      'An unknown message type is refused with the list of values.',
      TO_BE_SOURCED.FL,
      { key, input: { ...ECDSA, MessageType: 'HASH' } },
      violates(
        "Value 'HASH' at 'messageType' failed to satisfy constraint: Member must satisfy enum value set: [RAW, DIGEST, EXTERNAL_MU]",
      ),
    ),
    on(
      'digest-length',
      'A digest has the length of the hash.',
      TO_BE_SOURCED.LS,
      { key, input: { ...ECDSA, MessageType: 'DIGEST', Message: bytes(31) } },
      invalid('Digest is invalid length for algorithm ECDSA_SHA_256.'),
    ),
    on(
      'digest-length-rsa',
      'So has one for RSA.',
      TO_BE_SOURCED.FL,
      { key: RSA_SIGNING, input: { ...PSS, MessageType: 'DIGEST', Message: bytes(20) } },
      invalid('Digest is invalid length for algorithm RSASSA_PSS_SHA_256.'),
    ),
    on(
      'digest-after-algorithm',
      'The algorithm comes before the length of the digest.',
      TO_BE_SOURCED.FL,
      { key, input: { ...PSS, MessageType: 'DIGEST', Message: bytes(1) } },
      incompatible('RSASSA_PSS_SHA_256', 'ECC_NIST_P256'),
    ),
    on(
      'ed25519-digest',
      'ED25519_SHA_512 signs no digest.',
      TO_BE_SOURCED.FL,
      { key: ED25519, input: { ...ECDSA, SigningAlgorithm: 'ED25519_SHA_512', MessageType: 'DIGEST' } },
      invalid('Message type DIGEST is incompatible with algorithm ED25519_SHA_512.'),
    ),
    on(
      'ed25519ph-raw',
      'ED25519_PH_SHA_512 signs digests alone.',
      TO_BE_SOURCED.FL,
      { key: ED25519, input: { ...ECDSA, SigningAlgorithm: 'ED25519_PH_SHA_512' } },
      invalid('Message type RAW is incompatible with algorithm ED25519_PH_SHA_512.'),
    ),
    on(
      'ml-dsa-digest',
      'ML-DSA signs no digest.',
      TO_BE_SOURCED.FL,
      { key: ML_DSA_44, input: { ...ECDSA, SigningAlgorithm: 'ML_DSA_SHAKE_256', MessageType: 'DIGEST' } },
      invalid('Message type DIGEST is incompatible with key spec ML_DSA_44.'),
    ),
    on(
      'external-mu',
      'EXTERNAL_MU is for ML-DSA alone.',
      TO_BE_SOURCED.I,
      { key, input: { ...ECDSA, MessageType: 'EXTERNAL_MU', Message: bytes(64) } },
      invalid('Message type EXTERNAL_MU is incompatible with key spec ECC_NIST_P256.'),
    ),
    on(
      'message-empty',
      'A message has at least one byte, and is never shown.',
      TO_BE_SOURCED.FL,
      { key, input: { ...ECDSA, Message: bytes(0) } },
      violates("Value at 'message' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ),
    on(
      'message-long',
      'A message has at most 4096 bytes.',
      TO_BE_SOURCED.D,
      { key, input: { ...ECDSA, Message: bytes(4097) } },
      violates("Value at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096"),
    ),
  ];
});

/** Signs, and gives the signature to Verify, changed. */
function verifying(
  key: object,
  input: { SigningAlgorithm: string; Message: Uint8Array },
  change: (signature: Uint8Array) => object,
): Fact['run'] {
  return async (kms) => {
    const { KeyId, Arn } = await newKey(kms, key);
    const { Signature } = await kms.call('Sign', { KeyId, ...input });
    const call = kms.call('Verify', { KeyId, Signature, ...input, ...change(Signature) });
    return call.catch(() => refusedOn({ Arn }, call));
  };
}

const flip = (signature: Uint8Array) => ({ Signature: signature.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) });

export const SIGNING_FACTS: readonly Fact[] = [
  ...common,
  fact(
    'sign-output',
    'Sign',
    'The output has the key ARN, the signature and the algorithm.',
    TO_BE_SOURCED.LS,
    onKey('Sign', { key: P256_SIGNING, input: ECDSA }),
    { KeyId: ARN, Signature: anyBytes, SigningAlgorithm: 'ECDSA_SHA_256' },
  ),
  fact(
    'sign-dry-run',
    'Sign',
    'A dry run signs nothing.',
    TO_BE_SOURCED.LS,
    onKey('Sign', { key: P256_SIGNING, input: { ...ECDSA, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'verify-output',
    'Verify',
    'A signature that verifies is told as valid.',
    TO_BE_SOURCED.LS,
    verifying(P256_SIGNING, ECDSA, () => ({})),
    { KeyId: ARN, SignatureValid: true, SigningAlgorithm: 'ECDSA_SHA_256' },
  ),
  fact(
    'verify-dry-run',
    'Verify',
    'A dry run verifies, and tells nothing.',
    TO_BE_SOURCED.I,
    verifying(P256_SIGNING, ECDSA, () => ({ DryRun: true })),
    DRY_RUN,
  ),
  fact(
    'verify-dry-run-invalid',
    'Verify',
    'A dry run with a wrong signature fails.',
    TO_BE_SOURCED.I,
    verifying(P256_SIGNING, ECDSA, (signature) => ({ ...flip(signature), DryRun: true })),
    INVALID_SIGNATURE,
  ),
  ...(
    [
      ['ecdsa', P256_SIGNING, ECDSA],
      ['rsa', RSA_SIGNING, PSS],
      ['ed25519', ED25519, { ...ECDSA, SigningAlgorithm: 'ED25519_SHA_512' }],
      ['ml-dsa', ML_DSA_44, { ...ECDSA, SigningAlgorithm: 'ML_DSA_SHAKE_256' }],
    ] as const
  ).flatMap(([name, key, input]) => [
    fact(
      `verify-${name}-altered`,
      'Verify',
      `An altered signature is refused without a message (${name}).`,
      TO_BE_SOURCED.LS,
      verifying(key, input, flip),
      INVALID_SIGNATURE,
    ),
    fact(
      `verify-${name}-message`,
      'Verify',
      `So is the signature of another message (${name}).`,
      TO_BE_SOURCED.LS,
      verifying(key, input, () => ({ Message: bytes(33) })),
      INVALID_SIGNATURE,
    ),
    fact(
      `verify-${name}-length`,
      'Verify',
      `So is a signature of any other length (${name}).`,
      TO_BE_SOURCED.FL,
      verifying(key, input, () => ({ Signature: bytes(7) })),
      INVALID_SIGNATURE,
    ),
  ]),
  fact(
    'verify-signature-none',
    'Verify',
    'A missing signature is shown as null.',
    TO_BE_SOURCED.FL,
    async (kms) => refused(kms.call('Verify', { KeyId: (await newKey(kms, P256_SIGNING)).KeyId, ...ECDSA })),
    violates("Value null at 'signature' failed to satisfy constraint: Member must not be null"),
  ),
];
