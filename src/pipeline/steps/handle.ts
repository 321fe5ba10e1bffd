import { isPromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation, Progress } from './step.js';

export async function handle({ operation }: CompiledOperation, call: Progress): Promise<void> {
  const result = operation.handler(call);
  call.result = isPromise(result) ? await result : result;
}
