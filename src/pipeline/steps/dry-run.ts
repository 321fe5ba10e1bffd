import { dryRunSucceeded } from '../../model/faults/validation.js';
import type { CompiledOperation, Progress } from './step.js';

/** Last, so that it answers only where the call itself would have succeeded. */
export function dryRun({ operation }: CompiledOperation, call: Progress): void {
  if (operation.dryRun && (call.input as { DryRun?: boolean }).DryRun) throw dryRunSucceeded();
}
