import type { CompiledOperation, Progress } from './step.js';

export function validateInput({ validate }: CompiledOperation, call: Progress): void {
  call.input = validate(call.info.input);
}
