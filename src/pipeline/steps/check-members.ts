import type { CompiledOperation, Progress } from './step.js';

/** Rules between members that need the key to be known. */
export function checkMembers({ operation }: CompiledOperation, call: Progress): void {
  operation.members?.(call);
}
