import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation, Progress } from './step.js';

/** Whoever watches the calls with certain keys learns of them here. */
export function tellKeys(_: CompiledOperation, { world, info, keys }: Progress): MaybePromise<void> {
  return world.hooks.keysFound?.(info, keys);
}
