import type { CompiledOperation, Progress } from './step.js';

/** All at once, after everything that can fail or wait. */
export function applyChanges(_: CompiledOperation, call: Progress): void {
  const { changes = [] } = call.result as NonNullable<Progress['result']>;
  call.applied = call.world.state.apply(typeof changes === 'function' ? changes() : changes);
}
