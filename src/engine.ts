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
import { abortable } from './runtime/abortable.js';

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

/** Carries out one call in a world: its output in AWS's types, or a KmsFault. Any other error is a bug of the engine. */
export async function execute(world: World, info: CallInfo): Promise<object> {
  const { operation: name } = info;
  if (!isKnownOperation(name)) throw new Error(`[localkms] ${name} is not an operation of AWS KMS`);
  const call = newCall(world, info);
  let output: object;
  try {
    const before = world.hooks.before?.(info);
    if (isPromise(before)) await before;
    let operation = compiledOperation(name);
    if (isPromise(operation)) operation = await operation;
    const pending = run(operation, call);
    output = isPromise(pending) ? await pending : pending;
  } catch (error) {
    world.hooks.after?.(info, outcomeOf(call, undefined, error));
    throw error;
  }
  world.hooks.after?.(info, outcomeOf(call, output));
  return output;
}

/** As `execute`, for as long as the caller waits: an AbortError once the signal is aborted, whatever the call still does. */
export function executeWhileWaited(world: World, info: CallInfo): Promise<object> {
  if (info.signal === undefined) return execute(world, info);
  return abortable(
    info.signal,
    () => execute(world, info),
    (error) => world.hooks.aborted?.(info, error),
  );
}
