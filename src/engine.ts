import type { CallInfo } from './contract/hooks.js';
import type { AnyOperation } from './contract/operation.js';
import type { World } from './contract/world.js';
import type { OperationName } from './model/operation-types.js';
import { findOperation, isKnownOperation } from './operations/find-operation.js';
import { type CompiledOperation, compileOperation } from './pipeline/compile.js';
import { newCall, outcomeOf } from './pipeline/progress.js';
import { run } from './pipeline/run.js';
import { isPromise, type MaybePromise, whenReady } from './ports/maybe-promise.js';

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
    world.hooks.after?.(info, outcomeOf(call, { error }));
    throw error;
  }
  world.hooks.after?.(info, outcomeOf(call, { output }));
  return output;
}
