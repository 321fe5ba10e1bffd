import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation } from '../compile.js';
import { loadGrantTokens } from '../lazy.js';
import type { Progress } from '../progress.js';

/** Grants work at once, so their tokens add nothing but must be real ones. */
export function checkGrantTokens(_: CompiledOperation, call: Progress): MaybePromise<void> {
  // As validated: `Member.GrantTokens` is the shape of every member of that name.
  const GrantTokens = call.input.GrantTokens as readonly string[] | undefined;
  return GrantTokens === undefined ? undefined : checkEach(call, GrantTokens);
}

async function checkEach(call: Progress, GrantTokens: readonly string[]): Promise<void> {
  const { requireGrants } = await loadGrantTokens();
  await requireGrants(call, GrantTokens);
}
