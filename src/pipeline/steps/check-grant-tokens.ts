import { invalidGrantToken } from '../../model/faults/grant-tokens.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { grantOfToken } from '../../rules/grant-tokens.js';
import type { CompiledOperation, Progress } from './step.js';

/**
 * Grants work at once, so their tokens add nothing but must be real ones. A token for another key is no error: clients
 * such as the AWS Encryption SDK send all that they have with every call.
 */
export function checkGrantTokens(_: CompiledOperation, call: Progress): MaybePromise<void> {
  const { GrantTokens } = call.input as { readonly GrantTokens?: readonly string[] };
  return GrantTokens === undefined ? undefined : checkEach(call, GrantTokens);
}

async function checkEach(call: Progress, grantTokens: readonly string[]): Promise<void> {
  for (const token of grantTokens) {
    if ((await grantOfToken(call, token)) === undefined) throw invalidGrantToken();
  }
}
