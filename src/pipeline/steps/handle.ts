import { keyMaterialNotGenerated } from '../../model/faults/internal.js';
import { KeyGenerationError } from '../../ports/crypto-backend.js';
import { isPromise, type MaybePromise } from '../../ports/maybe-promise.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/** A handler that need not wait is followed by the next steps at once: no other call comes between check and change. */
export function handle(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  const result = operation.handler(call);
  if (!isPromise(result)) {
    call.result = result;
    return undefined;
  }
  return result.then((late) => {
    call.result = late;
  }, reportLateGeneration);
}

/** An RSA key pair is generated at its first use, so that this is where its failure shows. */
function reportLateGeneration(error: unknown): never {
  throw error instanceof KeyGenerationError ? keyMaterialNotGenerated() : error;
}
