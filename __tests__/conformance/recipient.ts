import { generateKeyPairSync } from 'node:crypto';
import { attestationDocument } from '../support/attestation-document.js';
import { START } from '../support/engine.js';
import { bytes } from '../support/keys.js';
import { encrypted, P256_AGREEMENT } from './crypto-scenes.js';
import { type Fact, refused } from './fact.js';
import { factsOf, newKey, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { inferred } from './source.js';
import { memberOf, responseMember } from './sources/aws.js';

const fact = factsOf('recipient');
const BYTES = anyBytes;
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);

async function recipient() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  const AttestationDocument = await attestationDocument({ publicKey: spki, timestamp: START });
  return { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument };
}

export const RECIPIENT_FACTS: readonly Fact[] = [
  fact(
    'decrypt',
    'Decrypt',
    'With a Recipient there is neither Plaintext nor KeyMaterialId.',
    responseMember('Decrypt', 'KeyMaterialId'),
    async (kms) => {
      const { CiphertextBlob } = await encrypted(kms);
      return kms.call('Decrypt', { CiphertextBlob, Recipient: await recipient() });
    },
    { KeyId: ARN, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', CiphertextForRecipient: BYTES },
  ),
  fact(
    'data-key',
    'GenerateDataKey',
    'With a Recipient there is neither Plaintext nor KeyMaterialId, and the ciphertext blob is still there.',
    responseMember('GenerateDataKey', 'KeyMaterialId'),
    async (kms) => {
      const { KeyId } = await newKey(kms);
      return kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256', Recipient: await recipient() });
    },
    { CiphertextBlob: BYTES, KeyId: ARN, CiphertextForRecipient: BYTES },
  ),
  fact(
    'data-key-pair',
    'GenerateDataKeyPair',
    'With a Recipient the private key is not in the clear.',
    responseMember('GenerateDataKeyPair', 'PrivateKeyPlaintext'),
    async (kms) => {
      const { KeyId } = await newKey(kms);
      return kms.call('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256', Recipient: await recipient() });
    },
    {
      PrivateKeyCiphertextBlob: BYTES,
      PublicKey: BYTES,
      KeyId: ARN,
      KeyPairSpec: 'ECC_NIST_P256',
      KeyMaterialId: matching(/^[0-9a-f]{64}$/),
      CiphertextForRecipient: BYTES,
    },
  ),
  fact(
    'derive',
    'DeriveSharedSecret',
    'With a Recipient the shared secret is not in the clear.',
    responseMember('DeriveSharedSecret', 'SharedSecret'),
    async (kms) => {
      const { KeyId } = await newKey(kms, P256_AGREEMENT);
      const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
      const input = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey, Recipient: await recipient() };
      return kms.call('DeriveSharedSecret', input);
    },
    { KeyId: ARN, CiphertextForRecipient: BYTES, KeyAgreementAlgorithm: 'ECDH', KeyOrigin: 'AWS_KMS' },
  ),
  fact(
    'random',
    'GenerateRandom',
    'With a Recipient the random bytes are not in the clear.',
    responseMember('GenerateRandom', 'Plaintext'),
    async (kms) => kms.call('GenerateRandom', { NumberOfBytes: 32, Recipient: await recipient() }),
    { CiphertextForRecipient: BYTES },
  ),
  fact(
    'algorithm',
    'GenerateRandom',
    'RSAES_OAEP_SHA_256 is the only algorithm for it.',
    memberOf('RecipientInfo', 'KeyEncryptionAlgorithm'),
    async (kms) => {
      const Recipient = { ...(await recipient()), KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_1' };
      return refused(kms.call('GenerateRandom', { NumberOfBytes: 32, Recipient }));
    },
    violates(
      "Value 'RSAES_OAEP_SHA_1' at 'recipient.keyEncryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [RSAES_OAEP_SHA_256]",
    ),
  ),
  fact(
    'invalid',
    'GenerateRandom',
    'A document that is not valid is refused.',
    inferred(
      'The document must be valid; which error tells that it is not, is not said',
      memberOf('RecipientInfo', 'AttestationDocument'),
    ),
    async (kms) => {
      const Recipient = { ...(await recipient()), AttestationDocument: bytes(100) };
      return (await refused(kms.call('GenerateRandom', { NumberOfBytes: 32, Recipient }))).name;
    },
    'ValidationException',
  ),
];
