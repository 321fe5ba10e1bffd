import type { InputOf } from '../../contract/call.js';
import type { World } from '../../contract/world.js';
import { encryptForRecipient } from '../../crypto/recipient/encrypt-for-recipient.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { attestationOf } from '../../rules/attestation.js';

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
  const attestation = await attestationOf(AttestationDocument, world, now);
  return {
    attested: true,
    async secretMember<M extends string>(_member: M, secret: Uint8Array) {
      const CiphertextForRecipient = await encryptForRecipient(world, attestation, secret);
      // TypeScript does not know that M | 'CiphertextForRecipient' has the latter.
      return { CiphertextForRecipient } as SecretMember<M>;
    },
  };
}
