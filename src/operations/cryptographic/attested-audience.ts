import type { RecipientInfo } from '@aws-sdk/client-kms';
import type { Call } from '../../contract/operation.js';
import { type Attestation, readAttestationDocument } from '../../crypto/recipient/attestation-document.js';
import { encryptForRecipient } from '../../crypto/recipient/encrypt-for-recipient.js';
import { TEST_ATTESTATION_ROOT } from '../../crypto/recipient/test-root.js';
import { invalidAttestationDocument } from '../../model/faults/recipient.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import type { Audience } from './audience.js';

/** The attested environment of a call's `Recipient`, to which everything is encrypted. */
export async function attestedAudience(recipient: RecipientInfo, world: Call['world'], now: number): Promise<Audience> {
  const attestation = await attestationOf(recipient, world, now);
  return {
    attestation,
    async disclose(secret) {
      const [bytes] = Object.values(secret) as [Uint8Array];
      return {
        inTheClear: {},
        forRecipient: { CiphertextForRecipient: await encryptForRecipient(world, attestation, bytes) },
      };
    },
  };
}

async function attestationOf(
  { AttestationDocument }: RecipientInfo,
  { crypto, attestationRoot }: Call['world'],
  now: number,
): Promise<Attestation> {
  if (AttestationDocument === undefined) throw invalidAttestationDocument('it is missing');
  try {
    return await readAttestationDocument(crypto, AttestationDocument, attestationRoot ?? TEST_ATTESTATION_ROOT, now);
  } catch (error) {
    throw error instanceof CryptoError ? invalidAttestationDocument(error.message) : error;
  }
}
