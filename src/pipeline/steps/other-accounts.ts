import type { GrantOperation } from '@aws-sdk/client-kms';
import { allowsOtherAccount, deniesOtherAccount } from '../../authorization/cross-account.js';
import { grantUseOf } from '../../authorization/grant-permissions.js';
import { resourceNotVisible } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { CompiledKeyUse, CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/** Refuses a caller that may not do this to keys of other accounts. */
export async function refuseOtherAccount(operation: CompiledOperation, call: Progress): Promise<void> {
  for (const [at, key] of call.keys.entries()) {
    const use = operation.keys[at];
    if (use === undefined || key.account === call.caller.scope.account) continue;
    if (!(await isAllowed(use, call, key))) {
      throw resourceNotVisible(call.caller.principal, `kms:${use.permission}`, key.Arn);
    }
  }
}

function isAllowed(use: CompiledKeyUse, call: Progress, key: KeyRecord): MaybePromise<boolean> {
  const { caller, input, world } = call;
  const action = `kms:${use.permission}`;
  if (!use.crossAccount || deniesOtherAccount(key, caller, action)) return false;
  if (use.otherAccounts !== undefined) return use.otherAccounts(call, key);
  // The grant operation of what is grantable has the name of its permission.
  const grantUse = use.grantable ? grantUseOf(use.permission as GrantOperation, input) : undefined;
  return allowsOtherAccount(world.state, key, caller, action, grantUse);
}
