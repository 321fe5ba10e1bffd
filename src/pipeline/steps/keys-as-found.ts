import type { MaybePromise } from '../../ports/maybe-promise.js';
import { findKeys } from './find-keys.js';
import type { CompiledOperation, Progress } from './step.js';

/** Whether no other call has changed or deleted the keys since this one found them. */
export function areKeysAsFound({ keys, foundIn, world: { state } }: Progress): boolean {
  if (state.version === foundIn) return true;
  for (const key of keys) if (state.get('keys', key.Arn) !== key) return false;
  return true;
}

/** A call that had to wait goes on with the keys as they are now. */
export function lookAgain(compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  if (areKeysAsFound(call)) return undefined;
  call.keys.length = 0;
  return findKeys(compiled, call);
}
