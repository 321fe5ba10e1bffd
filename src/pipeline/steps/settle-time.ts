import { settle } from '../../rules/settle/settle.js';
import type { CompiledOperation, Progress } from './step.js';

/** What time has brought about since the last call comes before this one. */
export function settleTime(_: CompiledOperation, call: Progress): void {
  settle(call.world, call.now);
}
