import { allowsOtherAccount, deniesOtherAccount } from '../../authorization/cross-account.js';
import { grantUseOf } from '../../authorization/grants.js';
import { noResourceBasedPolicyAllows, resourceNotVisible } from '../../model/faults/access.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

/** Which callers may do this to these keys. */
export function authorize(compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  for (const key of call.keys) {
    if (key.account !== call.caller.scope.account) return authorizeOtherAccount(compiled, call);
  }
  refuseManagedKeys(compiled, call);
}

async function authorizeOtherAccount(compiled: CompiledOperation, call: Progress): Promise<void> {
  for (const [at, key] of call.keys.entries()) {
    const use = compiled.operation.keys[at] as AnyKeyUse;
    const own = key.account === call.caller.scope.account;
    if (!own && !(await isAllowed(use, call, key))) {
      throw resourceNotVisible(call.caller.principal, actionOf(use), key.Arn);
    }
  }
  refuseManagedKeys(compiled, call);
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
  for (let at = 0; at < keys.length; at++) {
    const [key, use] = [keys[at] as KeyRecord, operation.keys[at] as AnyKeyUse];
    if (key.KeyManager === 'AWS' && use.access === 'write') {
      throw noResourceBasedPolicyAllows(caller.principal, actionOf(use), key.Arn);
    }
  }
}

function actionOf({ permission }: AnyKeyUse): string {
  return `kms:${permission}`;
}
