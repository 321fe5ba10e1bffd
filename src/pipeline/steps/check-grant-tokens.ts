import { invalidGrantToken } from '../../model/faults/invalid-grant-token.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { grantOfToken } from '../../rules/grant-tokens.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/**
 * Grants work at once, so their tokens add nothing but must be real ones. A token for another key is no error: clients
 * such as the AWS Encryption SDK send all that they have with every call.
 */
export function checkGrantTokens(_: CompiledOperation, call: Progress): MaybePromise<void> {
  // As validated: `Member.GrantTokens` is the shape of every member of that name.
  const GrantTokens = call.input.GrantTokens as readonly string[] | undefined;
  return GrantTokens === undefined ? undefined : checkEach(call, GrantTokens);
}

async function checkEach(call: Progress, grantTokens: readonly string[]): Promise<void> {
  for (const token of grantTokens) {
    if ((await grantOfToken(call, token)) === undefined) throw invalidGrantToken();
  }
}
