import { noResourceBasedPolicyAllows } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation } from '../compile.js';
import { loadOtherAccounts } from '../lazy.js';
import type { Progress } from '../progress.js';

/** Which callers may do this to these keys. */
export function authorize(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  for (const key of call.keys) {
    if (key.account !== call.caller.scope.account) return authorizeOtherAccount(operation, call);
  }
  refuseManagedKeys(operation, call);
}

async function authorizeOtherAccount(operation: CompiledOperation, call: Progress): Promise<void> {
  const { refuseOtherAccount } = await loadOtherAccounts();
  await refuseOtherAccount(operation, call);
  refuseManagedKeys(operation, call);
}

/** No customer changes an AWS managed key, whoever calls. */
function refuseManagedKeys(operation: CompiledOperation, { caller, keys }: Progress): void {
  let at = 0;
  for (const key of keys) {
    const use = operation.keys[at++];
    if (key.KeyManager === 'AWS' && use?.access === 'write') {
      throw noResourceBasedPolicyAllows(caller.principal, `kms:${use.permission}`, key.Arn);
    }
  }
}
