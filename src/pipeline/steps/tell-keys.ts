import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation, Progress } from './step.js';

/** Whoever watches the calls with certain keys learns of them here, once. */
export function tellKeys(_: CompiledOperation, call: Progress): MaybePromise<void> {
  if (call.keysTold) return undefined;
  call.keysTold = true;
  return call.world.hooks.keysFound?.(call.info, call.keys);
}
