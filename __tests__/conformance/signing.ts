import { bytes } from '../support/keys.js';
import { DRY_RUN, ECDSA, ED25519, ML_DSA_44, P256_SIGNING, PSS, RSA_SIGNING } from './crypto-scenes.js';
import { type Fact, refused } from './fact.js';
import { factsOf, newKey, onKey, refusedOn, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { SIGNING_REFUSALS } from './signing-refusals.js';
import { inferred } from './source.js';
import { requestMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER } from './sources/common.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('signing');
const INVALID_SIGNATURE = { name: 'KMSInvalidSignatureException', message: undefined };
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);

const OTHER_KEYS = inferred('RSA and ECDSA keys answer so', measured('verifyRejectsASignatureThatDoesNotMatch'));

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
  ...SIGNING_REFUSALS,
  fact(
    'sign-output',
    'Sign',
    'The output has the key ARN, the signature and the algorithm.',
    recorded('test_sign_verify[ECC_NIST_P256-ECDSA_SHA_256]'),
    onKey('Sign', { key: P256_SIGNING, input: ECDSA }),
    { KeyId: ARN, Signature: anyBytes, SigningAlgorithm: 'ECDSA_SHA_256' },
  ),
  fact(
    'sign-dry-run',
    'Sign',
    'A dry run signs nothing.',
    DRY_RUN_OF_ANOTHER,
    onKey('Sign', { key: P256_SIGNING, input: { ...ECDSA, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'verify-output',
    'Verify',
    'A signature that verifies is told as valid.',
    recorded('test_sign_verify[ECC_NIST_P256-ECDSA_SHA_256]'),
    verifying(P256_SIGNING, ECDSA, () => ({})),
    { KeyId: ARN, SignatureValid: true, SigningAlgorithm: 'ECDSA_SHA_256' },
  ),
  fact(
    'verify-dry-run',
    'Verify',
    'A dry run verifies, and tells nothing.',
    DRY_RUN_OF_ANOTHER,
    verifying(P256_SIGNING, ECDSA, () => ({ DryRun: true })),
    DRY_RUN,
  ),
  fact(
    'verify-dry-run-invalid',
    'Verify',
    'A dry run with a wrong signature fails.',
    inferred('A dry run fails where the request would fail', requestMember('Verify', 'DryRun')),
    verifying(P256_SIGNING, ECDSA, (signature) => ({ ...flip(signature), DryRun: true })),
    INVALID_SIGNATURE,
  ),
  ...(
    [
      ['ecdsa', P256_SIGNING, ECDSA, recorded('test_sign_verify[ECC_NIST_P256-ECDSA_SHA_256]')],
      ['rsa', RSA_SIGNING, PSS, recorded('test_sign_verify[RSA_2048-RSASSA_PSS_SHA_256]')],
      ['ed25519', ED25519, { ...ECDSA, SigningAlgorithm: 'ED25519_SHA_512' }, OTHER_KEYS],
      ['ml-dsa', ML_DSA_44, { ...ECDSA, SigningAlgorithm: 'ML_DSA_SHAKE_256' }, OTHER_KEYS],
    ] as const
  ).flatMap(([name, key, input, source]) => [
    fact(
      `verify-${name}-altered`,
      'Verify',
      `An altered signature is refused without a message (${name}).`,
      source,
      verifying(key, input, flip),
      INVALID_SIGNATURE,
    ),
    fact(
      `verify-${name}-message`,
      'Verify',
      `So is the signature of another message (${name}).`,
      source === OTHER_KEYS ? source : measured('verifyRejectsASignatureThatDoesNotMatch'),
      verifying(key, input, () => ({ Message: bytes(33) })),
      INVALID_SIGNATURE,
    ),
    fact(
      `verify-${name}-length`,
      'Verify',
      `So is a signature of any other length (${name}).`,
      measured('verifyRejectsAMalformedSignature'),
      verifying(key, input, () => ({ Signature: bytes(7) })),
      INVALID_SIGNATURE,
    ),
  ]),
  fact(
    'verify-signature-none',
    'Verify',
    'A missing signature is shown as null.',
    measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
    async (kms) => refused(kms.call('Verify', { KeyId: (await newKey(kms, P256_SIGNING)).KeyId, ...ECDSA })),
    violates("Value null at 'signature' failed to satisfy constraint: Member must not be null"),
  ),
];
