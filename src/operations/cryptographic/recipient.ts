import type { RecipientInfo } from '@aws-sdk/client-kms';
import type { Attestation } from '../../crypto/recipient/attestation-document.js';
import { invalidAttestationDocument } from '../../model/faults/recipient.js';
import type { Call } from '../../pipeline/operation.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';

type RecipientCall = Call<{ readonly Recipient?: RecipientInfo | undefined }>;

/** One member, by the name that the output of the call gives it. */
type Secret = { readonly [member: string]: Uint8Array };

/** A secret as an output tells it: two members, of which only one is there. */
export interface Disclosed<S extends Secret> {
  readonly inTheClear: Partial<S>;
  readonly forRecipient: { readonly CiphertextForRecipient?: Uint8Array };
}

/** Who gets the secret of a call: the caller, or only the attested environment that `Recipient` names. */
export interface Audience {
  readonly attestation: Attestation | undefined;
  disclose<S extends Secret>(secret: S): MaybePromise<Disclosed<S>>;
}

const CALLER: Audience = {
  attestation: undefined,
  disclose: (secret) => ({ inTheClear: secret, forRecipient: {} }),
};

/** Refuses an attestation document that is not valid. https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html */
export function audienceOf({ input, world, now }: RecipientCall): MaybePromise<Audience> {
  return input.Recipient === undefined ? CALLER : attestedAudience(input.Recipient, world, now);
}

async function attestedAudience(recipient: RecipientInfo, world: Call['world'], now: number): Promise<Audience> {
  const attestation = await attestationOf(recipient, world, now);
  return {
    attestation,
    async disclose(secret) {
      const [bytes] = Object.values(secret) as [Uint8Array];
      const { encryptForRecipient } = await import('../../crypto/recipient/encrypt-for-recipient.js');
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
  const [{ readAttestationDocument }, { TEST_ATTESTATION_ROOT }] = await Promise.all([
    import('../../crypto/recipient/attestation-document.js'),
    import('../../crypto/recipient/test-root.js'),
  ]);
  try {
    return await readAttestationDocument(crypto, AttestationDocument, attestationRoot ?? TEST_ATTESTATION_ROOT, now);
  } catch (error) {
    throw error instanceof CryptoError ? invalidAttestationDocument(error.message) : error;
  }
}
