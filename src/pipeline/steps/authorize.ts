import { allowsOtherAccount, deniesOtherAccount } from '../../authorization/cross-account.js';
import { grantUseOf } from '../../authorization/grants.js';
import { noResourceBasedPolicyAllows, resourceNotVisible } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

/** Which callers may do this to these keys. */
export function authorize(compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  const { account } = call.caller.scope;
  if (call.keys.every((key) => key.account === account)) return refuseManagedKeys(compiled, call);
  return authorizeOtherAccount(compiled, call).then(() => refuseManagedKeys(compiled, call));
}

async function authorizeOtherAccount({ operation }: CompiledOperation, call: Progress): Promise<void> {
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

/** No customer changes an AWS managed key, whoever calls. */
function refuseManagedKeys({ operation }: CompiledOperation, { caller, keys }: Progress): void {
  keys.forEach((key, at) => {
    const use = operation.keys[at] as AnyKeyUse;
    if (key.KeyManager === 'AWS' && use.access === 'write') {
      throw noResourceBasedPolicyAllows(caller.principal, actionOf(use), key.Arn);
    }
  });
}

function actionOf({ permission }: AnyKeyUse): string {
  return `kms:${permission}`;
}
