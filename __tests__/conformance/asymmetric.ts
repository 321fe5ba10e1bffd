import { generateKeyPairSync } from 'node:crypto';
import { bytes } from '../support/keys.js';
import { DRY_RUN, INVALID_CIPHERTEXT, ML_KEM_512, P256_AGREEMENT, P256_SIGNING, unusable } from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { DISABLED, type Fail, factsOf, invalid, onKey, PENDING_DELETION, violates } from './key-scenes.js';
import { anyBytes, containing, matching } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, responseMember } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER } from './sources/common.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('asymmetric');
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
const BYTES = anyBytes;
const DERIVE = recorded('test_derive_shared_secret');
const UNSUPPORTED: Fail = { name: 'UnsupportedOperationException', message: undefined };

const publicKeys: readonly Fact[] = [
  fact(
    'public-key-signing',
    'GetPublicKey',
    'The output of a key for signatures.',
    responseMember('GetPublicKey', 'SigningAlgorithms'),
    onKey('GetPublicKey', { key: P256_SIGNING }),
    {
      KeyId: ARN,
      PublicKey: BYTES,
      CustomerMasterKeySpec: 'ECC_NIST_P256',
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    },
  ),
  fact(
    'public-key-agreement',
    'GetPublicKey',
    'The output of a key for key agreement.',
    responseMember('GetPublicKey', 'KeyAgreementAlgorithms'),
    onKey('GetPublicKey', { key: P256_AGREEMENT }),
    {
      KeyId: ARN,
      PublicKey: BYTES,
      CustomerMasterKeySpec: 'ECC_NIST_P256',
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'KEY_AGREEMENT',
      KeyAgreementAlgorithms: ['ECDH'],
    },
  ),
  fact(
    'public-key-symmetric',
    'GetPublicKey',
    'A symmetric key has none.',
    measured('getPublicKeyRejectsASymmetricKeyWithoutAMessage'),
    onKey('GetPublicKey'),
    UNSUPPORTED,
  ),
  fact(
    'public-key-hmac',
    'GetPublicKey',
    'An HMAC key has none.',
    inferred('a symmetric encryption key is refused so', measured('getPublicKeyRejectsASymmetricKeyWithoutAMessage')),
    onKey('GetPublicKey', { key: { KeySpec: 'HMAC_512', KeyUsage: 'GENERATE_VERIFY_MAC' } }),
    UNSUPPORTED,
  ),
  fact(
    'public-key-state-first',
    'GetPublicKey',
    'The key state comes before the key spec.',
    measured('getPublicKeyRejectsAKeyPendingDeletionOrImport'),
    onKey('GetPublicKey', { state: 'PendingDeletion' }),
    PENDING_DELETION,
  ),
  fact(
    'public-key-disabled',
    'GetPublicKey',
    'A disabled key gives its public key.',
    measured('getPublicKeyWorksOnADisabledKey'),
    onKey('GetPublicKey', { key: P256_SIGNING, state: 'Disabled' }),
    containing({ KeyId: ARN }),
  ),
];

const peerOf = (namedCurve: string) =>
  new Uint8Array(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'der', type: 'spki' }));
const AGREE = { KeyAgreementAlgorithm: 'ECDH', PublicKey: peerOf('P-256') };

const agreement: readonly Fact[] = [
  fact(
    'derive-output',
    'DeriveSharedSecret',
    'The output tells the origin of the key.',
    DERIVE,
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: AGREE }),
    { KeyId: ARN, SharedSecret: BYTES, KeyAgreementAlgorithm: 'ECDH', KeyOrigin: 'AWS_KMS' },
  ),
  fact(
    'derive-curve',
    'DeriveSharedSecret',
    'A public key of another curve is refused without a message.',
    inferred('what is no public key is refused so', DERIVE),
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: { ...AGREE, PublicKey: peerOf('P-384') } }),
    invalid(),
  ),
  fact(
    'derive-garbage',
    'DeriveSharedSecret',
    'So is what is no public key.',
    DERIVE,
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: { ...AGREE, PublicKey: bytes(91) } }),
    invalid(),
  ),
  fact(
    'derive-usage',
    'DeriveSharedSecret',
    'A key for signatures is refused.',
    DERIVE,
    onKey('DeriveSharedSecret', { key: P256_SIGNING, input: AGREE }),
    unusable('SIGN_VERIFY', 'DeriveSharedSecret'),
  ),
  fact(
    'derive-disabled',
    'DeriveSharedSecret',
    'A disabled key is refused.',
    inferred('other cryptographic operations refuse it so', measured('cryptoOperationsRejectADisabledKey')),
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: AGREE, state: 'Disabled' }),
    DISABLED,
  ),
  fact(
    'derive-dry-run',
    'DeriveSharedSecret',
    'A dry run derives nothing.',
    DRY_RUN_OF_ANOTHER,
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: { ...AGREE, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'derive-algorithm',
    'DeriveSharedSecret',
    'An unknown algorithm is refused with the list of values.',
    DERIVE,
    onKey('DeriveSharedSecret', { key: P256_AGREEMENT, input: { ...AGREE, KeyAgreementAlgorithm: 'INVALID' } }),
    violates(
      "Value 'INVALID' at 'keyAgreementAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ECDH]",
    ),
  ),
];

const ML_KEM = { EncapsulationAlgorithm: 'ML_KEM' };

const encapsulation: readonly Fact[] = [
  fact(
    'encapsulate-output',
    'Encapsulate',
    'The output has a secret and its ciphertext.',
    apiReference('Encapsulate'),
    onKey('Encapsulate', { key: ML_KEM_512, input: ML_KEM }),
    { KeyId: ARN, SharedSecret: BYTES, SharedSecretCiphertextBlob: BYTES, ...ML_KEM },
  ),
  fact(
    'decapsulate-output',
    'Decapsulate',
    'Any ciphertext of the right length gives a secret.',
    apiReference('Decapsulate'),
    onKey('Decapsulate', { key: ML_KEM_512, input: { ...ML_KEM, SharedSecretCiphertextBlob: bytes(768) } }),
    { KeyId: ARN, SharedSecret: BYTES, ...ML_KEM },
  ),
  fact(
    'decapsulate-length',
    'Decapsulate',
    'A ciphertext of another length is invalid.',
    inferred('the exception is documented; Decrypt shows it without a message', apiReference('Decapsulate')),
    onKey('Decapsulate', { key: ML_KEM_512, input: { ...ML_KEM, SharedSecretCiphertextBlob: bytes(1088) } }),
    INVALID_CIPHERTEXT,
  ),
  fact(
    'encapsulate-usage',
    'Encapsulate',
    'A key for signatures is refused.',
    inferred('DeriveSharedSecret refuses such a key so', DERIVE),
    onKey('Encapsulate', { key: P256_SIGNING, input: ML_KEM }),
    unusable('SIGN_VERIFY', 'Encapsulate'),
  ),
  fact(
    'encapsulate-dry-run',
    'Encapsulate',
    'A dry run encapsulates nothing.',
    DRY_RUN_OF_ANOTHER,
    onKey('Encapsulate', { key: ML_KEM_512, input: { ...ML_KEM, DryRun: true } }),
    DRY_RUN,
  ),
];

export const ASYMMETRIC_FACTS: readonly Fact[] = [...publicKeys, ...agreement, ...encapsulation];
