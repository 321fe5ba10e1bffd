import type { CompiledOperation, Progress } from './step.js';

/** Resolves what the call names to keys, in the order of the declaration. */
export async function findKeys({ operation }: CompiledOperation, call: Progress): Promise<void> {
  for (const use of operation.keys) {
    const found = use.find(call as never);
    const key = found instanceof Promise ? await found : found;
    if (key !== undefined) call.keys.push(key);
  }
}
