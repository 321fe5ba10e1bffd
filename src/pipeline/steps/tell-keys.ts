import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation, Progress } from './step.js';

/** Whoever watches the calls with certain keys learns of them here. */
export function tellKeys(_: CompiledOperation, { world, info, keys }: Progress): MaybePromise<void> {
  if (world.hooks.keysFound === undefined) return;
  return world.hooks.keysFound(
    info,
    keys.map(({ Arn }) => Arn),
  );
}
