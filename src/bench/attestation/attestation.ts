import { loadMakeAttestationDocument } from '../lazy.js';
import type { AttestationOptions } from './attestation-options.js';

/**
 * An attestation document for `Recipient.AttestationDocument`, as a Nitro enclave or NitroTPM would give it: COSE_Sign1
 * with a fresh certificate from the public test root, which every world trusts unless its settings name another root.
 *
 * Throws a RangeError for registers that no platform has.
 *
 * @see https://docs.aws.amazon.com/enclaves/latest/user/verify-root.html
 */
export async function attestationDocument(options: AttestationOptions): Promise<Uint8Array> {
  const { makeAttestationDocument } = await loadMakeAttestationDocument();
  return makeAttestationDocument(options);
}
