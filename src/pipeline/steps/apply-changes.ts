import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { refuseBygone } from '../../rules/bygone.js';
import { type Change, expect } from '../../state/changes.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';
import { areKeysAsFound } from './find-keys.js';
import { handle } from './handle.js';

/** All at once, after everything that can fail or wait; nothing where the keys are not what they were when it began. */
export function applyChanges(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  refuseBygone(call);
  if (call.result?.changes === undefined) {
    call.applied = true;
    return undefined;
  }
  let made: readonly Change[] | undefined;
  return whenReady(
    call.world.write(() => {
      made = changesNow(operation, call);
      return made;
    }),
    (written) => {
      call.applied = written;
      if (written) call.changes = made;
    },
  );
}

/** What the call changes, and the keys on which it relies, in the moment of writing; undefined where it has to start over. */
function changesNow(operation: CompiledOperation, call: Progress): readonly Change[] | undefined {
  refuseBygone(call);
  if (!areKeysAsFound(call)) return undefined;
  // A handler that answered at once relies on all that it looked at. Where a write had to wait for its turn, it looks again.
  if (call.answeredIn !== undefined && call.answeredIn !== call.world.state.version) handle(operation, call);
  const changes = call.result?.changes ?? [];
  const keys = call.keys.map((key): Change => expect('keys', key));
  return [...keys, ...(typeof changes === 'function' ? changes() : changes)];
}
