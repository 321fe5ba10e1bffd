import type { CallInfo, CallOutcome } from './contract/hooks.js';
import type { World } from './contract/world.js';
import { COMMON_OPERATIONS } from './operations/common.js';
import { RARE_OPERATION_NAMES, SIGNATURE_OPERATION_NAMES } from './operations/lazy-names.js';
import { run } from './pipeline/run.js';
import type { AnyOperation, CompiledOperation, Progress } from './pipeline/steps/step.js';
import { compileValidator } from './pipeline/validation/validate.js';
import { isPromise, type MaybePromise } from './ports/maybe-promise.js';

const compiled = new Map<string, CompiledOperation>();

export function isKnownOperation(name: string): boolean {
  return (
    Object.hasOwn(COMMON_OPERATIONS, name) || SIGNATURE_OPERATION_NAMES.has(name) || RARE_OPERATION_NAMES.has(name)
  );
}

/** At once for an operation that was called before, or is common. */
function compiledOperation(name: string): MaybePromise<CompiledOperation> {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  if (Object.hasOwn(COMMON_OPERATIONS, name)) return compile(name, COMMON_OPERATIONS);
  if (SIGNATURE_OPERATION_NAMES.has(name)) {
    return import('./operations/signatures.js').then(({ SIGNATURE_OPERATIONS }) => compile(name, SIGNATURE_OPERATIONS));
  }
  return import('./operations/rare.js').then(({ RARE_OPERATIONS }) => compile(name, RARE_OPERATIONS));
}

function compile(name: string, operations: object): CompiledOperation {
  const operation = (operations as Record<string, AnyOperation>)[name] as AnyOperation;
  const found = { operation, validate: compileValidator(operation.input) };
  compiled.set(name, found);
  return found;
}

// What a call has for an input until it is validated.
const NOT_VALIDATED: object = Object.freeze({});

/** Carries out one call in a world: its output in AWS's types, or a KmsFault. Any other error is a bug of the engine. */
export async function execute(world: World, info: CallInfo): Promise<object> {
  if (!isKnownOperation(info.operation)) throw new Error(`[localkms] ${info.operation} is not an operation of AWS KMS`);
  const call: Progress = {
    world,
    info,
    caller: info.caller,
    now: 0,
    input: NOT_VALIDATED,
    keys: [],
    keysTold: false,
    result: undefined,
    foundIn: undefined,
    applied: false,
  };
  let output: object;
  try {
    const before = world.hooks.before?.(info);
    if (isPromise(before)) await before;
    let operation = compiledOperation(info.operation);
    if (isPromise(operation)) operation = await operation;
    call.now = world.clock.now();
    const pending = run(operation, call);
    output = isPromise(pending) ? await pending : pending;
  } catch (error) {
    world.hooks.after?.(info, outcomeOf(call, { error }));
    throw error;
  }
  world.hooks.after?.(info, outcomeOf(call, { output }));
  return output;
}

function outcomeOf({ keys, input }: Progress, ending: Pick<CallOutcome, 'output' | 'error'>): CallOutcome {
  return input === NOT_VALIDATED ? { keys, ...ending } : { keys, input, ...ending };
}
