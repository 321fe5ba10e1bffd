import type { Attestation } from '../../crypto/recipient/attestation-document.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';

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
