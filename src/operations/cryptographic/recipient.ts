import type { Call, InputOf } from '../../contract/call.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { loadAttestedRecipient } from '../lazy.js';
import type { SecretMember, SecretRecipient } from './attested-recipient.js';

const CALLER: SecretRecipient = {
  attested: false,
  // A computed name is any text to TypeScript.
  secretMember: (member, secret) => ({ [member]: secret }) as SecretMember<typeof member>,
};

type RecipientCall = Call<Pick<InputOf<'Decrypt'>, 'Recipient'>>;

/** Refuses an attestation document that is not valid. https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html */
export function recipientOf({ input, world, now }: RecipientCall): MaybePromise<SecretRecipient> {
  const { Recipient } = input;
  if (Recipient === undefined) return CALLER;
  return loadAttestedRecipient().then(({ attestedRecipient }) => attestedRecipient(Recipient, world, now));
}
