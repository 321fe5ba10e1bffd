import type { RecipientInfo } from '@aws-sdk/client-kms';
import type { Call } from '../../contract/operation.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { Audience } from './audience.js';

type RecipientCall = Call<{ readonly Recipient?: RecipientInfo | undefined }>;

const CALLER: Audience = {
  attestation: undefined,
  disclose: (secret) => ({ inTheClear: secret, forRecipient: {} }),
};

/** Refuses an attestation document that is not valid. https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html */
export function audienceOf({ input, world, now }: RecipientCall): MaybePromise<Audience> {
  return input.Recipient === undefined ? CALLER : loadAudience(input.Recipient, world, now);
}

/** Few callers are attested. */
async function loadAudience(recipient: RecipientInfo, world: Call['world'], now: number): Promise<Audience> {
  const { attestedAudience } = await import('./attested-audience.js');
  return attestedAudience(recipient, world, now);
}
