import { inTurn, isPromise, type MaybePromise } from '../../ports/maybe-promise.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

/** Resolves what the call names to keys, in the order of the declaration. */
export function findKeys(compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  call.foundIn = call.world.state.version;
  return inTurn(compiled.operation.keys, findKey, compiled, call);
}

/** Without a promise wherever none is needed: every call comes through here. */
function findKey(use: AnyKeyUse, _: CompiledOperation, call: Progress): MaybePromise<void> {
  const found = use.find === undefined ? keyOfMember(use, call) : use.find(call, use);
  if (isPromise(found)) return found.then((key) => keep(key, call));
  keep(found, call);
}

function keyOfMember(use: AnyKeyUse, call: Progress): MaybePromise<KeyRecord | undefined> {
  const KeyId = (call.input as Record<string, string | undefined>)[use.member];
  return KeyId === undefined ? undefined : lookUpKey(call, KeyId, use);
}

function keep(key: KeyRecord | undefined, call: Progress): void {
  if (key !== undefined) call.keys.push(key);
}
