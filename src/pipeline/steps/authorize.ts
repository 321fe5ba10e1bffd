import { allowsOtherAccount } from '../../authorization/cross-account.js';
import { noResourceBasedPolicyAllows, resourceNotVisible } from '../../model/faults/access.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

/** Which callers may do this to these keys. */
export function authorize({ operation }: CompiledOperation, call: Progress): void {
  call.keys.forEach((key, at) => {
    authorizeUse(operation.keys[at] as AnyKeyUse, call, key);
  });
}

function authorizeUse(use: AnyKeyUse, { caller, world }: Progress, key: KeyRecord): void {
  const action = `kms:${use.permission}`;
  if (key.account !== caller.scope.account) {
    const allowed = use.crossAccount && allowsOtherAccount(world.state, key, caller, action, use.grantOperation);
    if (!allowed) throw resourceNotVisible(caller.principal, action, key.Arn);
  }
  if (key.KeyManager === 'AWS' && use.access === 'write') {
    throw noResourceBasedPolicyAllows(caller.principal, action, key.Arn);
  }
}
