import type { CallInfo } from './contract/hooks.js';
import type { AnyOperation } from './contract/operation.js';
import type { World } from './contract/world.js';
import type { OperationName } from './model/operation-types.js';
import { findOperation, isKnownOperation } from './operations/find-operation.js';
import type { Inquiry } from './pipeline/access/inquire.js';
import { type CompiledOperation, compileOperation } from './pipeline/compile.js';
import { loadInquiry } from './pipeline/lazy.js';
import { newCall, outcomeOf } from './pipeline/progress.js';
import { run } from './pipeline/run.js';
import { isPromise, type MaybePromise, whenReady } from './ports/maybe-promise.js';
import { abortable, abortError } from './runtime/abortable.js';

export { isKnownOperation };

const compiled = new Map<string, CompiledOperation>();

/** At once for an operation that was called before, or is an everyday one. */
function compiledOperation(name: OperationName): MaybePromise<CompiledOperation> {
  return compiled.get(name) ?? whenReady(findOperation(name), (operation) => compile(name, operation));
}

function compile(name: OperationName, operation: AnyOperation): CompiledOperation {
  const found = compileOperation(name, operation);
  compiled.set(name, found);
  return found;
}

/** The members that an operation takes, for doors whose calls come as text. */
export function inputShapes(name: OperationName): MaybePromise<AnyOperation['input']> {
  return whenReady(compiledOperation(name), ({ input }) => input);
}

/** What would be decided about a call, which is not carried out. */
export async function inquire(world: World, info: CallInfo): Promise<Inquiry> {
  if (!isKnownOperation(info.operation)) throw new Error(`[localkms] ${info.operation} is not an operation of AWS KMS`);
  const loaded = await loadInquiry();
  return loaded.inquire(await compiledOperation(info.operation), world, info);
}

/**
 * Carries out one call in a world: its output in AWS's types, or a KmsFault. Any other error is a bug of the engine. It
 * answers, or throws, at once where nothing has to be awaited.
 */
export function execute(world: World, info: CallInfo): MaybePromise<object> {
  const { operation: name } = info;
  if (!isKnownOperation(name)) throw new Error(`[localkms] ${name} is not an operation of AWS KMS`);
  const call = newCall(world, info);
  function answered(output: object): object {
    world.hooks.after?.(info, outcomeOf(call, output));
    return output;
  }
  function failed(error: unknown): never {
    world.hooks.after?.(info, outcomeOf(call, undefined, error));
    throw error;
  }
  let output: MaybePromise<object>;
  try {
    output = whenReady(world.hooks.before?.(info), () =>
      whenReady(compiledOperation(name), (operation) => run(operation, call)),
    );
  } catch (error) {
    return failed(error);
  }
  return isPromise(output) ? output.then(answered, failed) : answered(output);
}

/** As `execute`, for as long as the caller waits: an AbortError once the signal is aborted, whatever the call still does. */
export function executeWhileWaited(world: World, info: CallInfo): MaybePromise<object> {
  const { signal } = info;
  if (signal?.aborted) throw abortError(signal);
  const output = execute(world, info);
  // Whoever was told of the call may have aborted it.
  if (signal === undefined || !(isPromise(output) || signal.aborted)) return output;
  return abortable(signal, output, (error) => world.hooks.aborted?.(info, error));
}
