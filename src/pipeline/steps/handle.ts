import { keyMaterialNotGenerated } from '../../model/faults/internal.js';
import { KeyGenerationError } from '../../ports/crypto-backend.js';
import { isPromise, type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { translateError } from '../../ports/translate-error.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/**
 * A handler that need not wait is followed by the next steps at once: no other call comes between check and change. An RSA
 * key pair is generated at its first use, so that this is where its failure shows.
 */
export function handle(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  const result = operation.handler(call.input.DryRun === true ? withoutTrace(call) : call);
  if (!isPromise(result)) {
    call.result = result;
    call.answeredIn = call.world.state.version;
    return undefined;
  }
  call.answeredIn = undefined;
  return whenReady(
    translateError(KeyGenerationError, () => result, keyMaterialNotGenerated),
    (late) => {
      call.result = late;
    },
  );
}

/** A dry run takes nothing from the streams of a seeded world: what comes next stays what it was. */
function withoutTrace(call: Progress): Progress {
  const { world } = call;
  return { ...call, world: { ...world, random: world.random.aside() } };
}
