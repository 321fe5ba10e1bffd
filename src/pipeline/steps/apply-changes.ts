import type { CompiledOperation, Progress } from './step.js';

/** All at once, after everything that can fail or wait. */
export function applyChanges(_: CompiledOperation, call: Progress): void {
  call.applied = call.world.state.apply(call.result?.changes ?? []);
}
