import type { Found } from '../../contract/call.js';
import { inTurn, isPromise, type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { CompiledKeyUse, CompiledOperation } from '../compile.js';
import { NO_KEYS, type Progress } from '../progress.js';

/** Resolves what the call names to keys, in the order of the declaration. */
export function findKeys(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  call.lookedUpIn = call.world.state.version;
  return inTurn(operation.keys, findKey, operation, call);
}

/** A call that had to wait goes on with the keys as they are now. */
export function lookAgain(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  if (areKeysAsFound(call)) return undefined;
  call.keys = NO_KEYS;
  return findKeys(operation, call);
}

/** Whether no other call has changed or deleted the keys since this one found them. */
export function areKeysAsFound({ keys, lookedUpIn, world: { state } }: Progress): boolean {
  if (state.version === lookedUpIn) return true;
  for (const key of keys) if (state.get('keys', key.Arn) !== key) return false;
  return true;
}

/** Without a promise wherever none is needed: every call comes through here. */
function findKey(use: CompiledKeyUse, _: CompiledOperation, call: Progress): MaybePromise<void> {
  if (use.find !== undefined) return whenReady(use.find(call, use), (found) => keepFound(found, call));
  // A string: the shape of every member that names a key says so.
  const KeyId = call.input[use.member] as string | undefined;
  if (KeyId === undefined) return undefined;
  const key = lookUpKey(call, KeyId, use);
  if (isPromise(key)) return key.then((late) => keep(late, call));
  keep(key, call);
}

function keepFound(found: Found, call: Progress): void {
  call.found = found;
  keep(found.key, call);
}

function keep(key: KeyRecord | undefined, call: Progress): void {
  if (key !== undefined) call.keys = call.keys.length === 0 ? [key] : [...call.keys, key];
}
