import { isPromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import { lookUpKey } from '../key-lookup.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

/** Resolves what the call names to keys, in the order of the declaration. */
export async function findKeys({ operation }: CompiledOperation, call: Progress): Promise<void> {
  for (const use of operation.keys) {
    const found = use.find === undefined ? keyOfMember(use, call) : use.find(call, use);
    const key = isPromise(found) ? await found : found;
    if (key !== undefined) call.keys.push(key);
  }
}

function keyOfMember(use: AnyKeyUse, call: Progress): KeyRecord | undefined {
  const KeyId = (call.input as Record<string, string | undefined>)[use.member];
  return KeyId === undefined ? undefined : lookUpKey(call, KeyId, use);
}
