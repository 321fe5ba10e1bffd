import { refuseBygone } from '../../rules/bygone.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';
import { areKeysAsFound } from './find-keys.js';

/** All at once, after everything that can fail or wait; nothing where the keys are not what they were when it began. */
export function applyChanges(_: CompiledOperation, call: Progress): void {
  refuseBygone(call);
  const changes = call.result?.changes;
  if (changes === undefined) {
    call.applied = true;
    return;
  }
  call.applied = areKeysAsFound(call) && call.world.state.apply(typeof changes === 'function' ? changes() : changes);
}
