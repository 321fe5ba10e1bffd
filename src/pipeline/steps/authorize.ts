import { noResourceBasedPolicyAllows } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import { type AnyKeyUse, actionOf, type CompiledOperation, type Progress } from './step.js';

/** Which callers may do this to these keys. */
export function authorize(compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  for (const key of call.keys) {
    if (key.account !== call.caller.scope.account) return authorizeOtherAccount(compiled, call);
  }
  refuseManagedKeys(compiled, call);
}

/** What judges them loads at the first of them: few callers come from another account. */
async function authorizeOtherAccount(compiled: CompiledOperation, call: Progress): Promise<void> {
  const { refuseOtherAccount } = await import('./refuse-other-account.js');
  await refuseOtherAccount(compiled, call);
  refuseManagedKeys(compiled, call);
}

/** No customer changes an AWS managed key, whoever calls. */
function refuseManagedKeys({ operation }: CompiledOperation, { caller, keys }: Progress): void {
  for (let at = 0; at < keys.length; at++) {
    const [key, use] = [keys[at] as KeyRecord, operation.keys[at] as AnyKeyUse];
    if (key.KeyManager === 'AWS' && use.access === 'write') {
      throw noResourceBasedPolicyAllows(caller.principal, actionOf(use), key.Arn);
    }
  }
}
