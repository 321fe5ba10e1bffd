import { areKeysAsFound } from './keys-as-found.js';
import type { CompiledOperation, Progress } from './step.js';

/** All at once, after everything that can fail or wait; nothing where the keys are not what they were when it began. */
export function applyChanges(_: CompiledOperation, call: Progress): void {
  const { changes } = call.result as NonNullable<Progress['result']>;
  if (changes === undefined) {
    call.applied = true;
    return;
  }
  call.applied = areKeysAsFound(call) && call.world.state.apply(typeof changes === 'function' ? changes() : changes);
}
