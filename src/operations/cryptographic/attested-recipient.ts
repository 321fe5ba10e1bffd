import type { InputOf } from '../../contract/call.js';
import type { World } from '../../contract/world.js';
import { readAttestationDocument } from '../../crypto/recipient/attestation-document.js';
import { encryptForRecipient } from '../../crypto/recipient/encrypt-for-recipient.js';
import { TEST_ATTESTATION_ROOT } from '../../crypto/recipient/test-root.js';
import { invalidAttestationDocument } from '../../model/faults/invalid-attestation.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { translateError } from '../../ports/translate-error.js';

/** Who gets the secret of a call: the caller, or only the attested environment that `Recipient` names. */
export interface SecretRecipient {
  /** Outputs for an attested environment tell no KeyMaterialId. */
  readonly attested: boolean;
  /** The member of the output that holds a secret: `member` itself, or CiphertextForRecipient. */
  secretMember<M extends string>(member: M, secret: Uint8Array): MaybePromise<SecretMember<M>>;
}

export type SecretMember<M extends string> = { readonly [member in M | 'CiphertextForRecipient']?: Uint8Array };

/** The attested environment of a call's `Recipient`, to which everything is encrypted. */
export async function attestedRecipient(
  { AttestationDocument }: NonNullable<InputOf<'Decrypt'>['Recipient']>,
  world: World,
  now: number,
): Promise<SecretRecipient> {
  if (AttestationDocument === undefined) throw invalidAttestationDocument('it is missing');
  const root = world.attestationRoot ?? TEST_ATTESTATION_ROOT;
  const attestation = await translateError(
    CryptoError,
    () => readAttestationDocument(world.crypto, AttestationDocument, root, now),
    ({ message }) => invalidAttestationDocument(message),
  );
  return {
    attested: true,
    async secretMember<M extends string>(_member: M, secret: Uint8Array) {
      const CiphertextForRecipient = await encryptForRecipient(world, attestation, secret);
      // TypeScript does not know that M | 'CiphertextForRecipient' has the latter.
      return { CiphertextForRecipient } as SecretMember<M>;
    },
  };
}
