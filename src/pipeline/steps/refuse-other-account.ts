import { allowsOtherAccount, deniesOtherAccount } from '../../authorization/cross-account.js';
import { grantUseOf } from '../../authorization/grants.js';
import { resourceNotVisible } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import { type AnyKeyUse, actionOf, type CompiledOperation, type Progress } from './step.js';

/** Refuses a caller that may not do this to keys of other accounts. */
export async function refuseOtherAccount({ operation }: CompiledOperation, call: Progress): Promise<void> {
  for (const [at, key] of call.keys.entries()) {
    const use = operation.keys[at] as AnyKeyUse;
    const own = key.account === call.caller.scope.account;
    if (!own && !(await isAllowed(use, call, key))) {
      throw resourceNotVisible(call.caller.principal, actionOf(use), key.Arn);
    }
  }
}

function isAllowed(use: AnyKeyUse, call: Progress, key: KeyRecord): MaybePromise<boolean> {
  const { caller, input, world } = call;
  const action = actionOf(use);
  if (!use.crossAccount || deniesOtherAccount(key, caller, action)) return false;
  if (use.otherAccounts !== undefined) return use.otherAccounts(call, key);
  const grantUse = use.grantOperation && grantUseOf(use.grantOperation, input);
  return allowsOtherAccount(world.state, key, caller, action, grantUse);
}
