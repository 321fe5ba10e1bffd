import type { OperationName } from './model/operation.js';
import { OPERATIONS } from './operations/index.js';
import { run } from './pipeline/run.js';
import type { AnyOperation, CompiledOperation } from './pipeline/steps/step.js';
import { compileValidator } from './pipeline/validation/validate.js';
import type { World } from './pipeline/world.js';
import type { CallInfo } from './ports/hooks.js';
import { isPromise } from './ports/maybe-promise.js';

const compiled = new Map<string, CompiledOperation>();

function compile(name: string): CompiledOperation | undefined {
  let found = compiled.get(name);
  if (found === undefined && Object.hasOwn(OPERATIONS, name)) {
    const operation = OPERATIONS[name as OperationName] as unknown as AnyOperation;
    found = { operation, validate: compileValidator(operation.input) };
    compiled.set(name, found);
  }
  return found;
}

export function isKnownOperation(name: string): boolean {
  return compile(name) !== undefined;
}

/** Carries out one call in a world: its output in AWS's types, or a KmsFault. Any other error is a bug of the engine. */
export async function execute(world: World, info: CallInfo): Promise<object> {
  const operation = compile(info.operation);
  if (operation === undefined) throw new Error(`[localkms] ${info.operation} is not an operation of AWS KMS`);
  const keys: { Arn: string }[] = [];
  try {
    const before = world.hooks.before?.(info);
    if (isPromise(before)) await before;
    const { caller } = info;
    const call = {
      world,
      info,
      caller,
      now: world.clock.now(),
      input: {},
      keys: keys as never,
      result: undefined,
      applied: false,
    };
    const output = await run(operation, call);
    world.hooks.after?.(info, { keyArns: keys.map(({ Arn }) => Arn), output });
    return output;
  } catch (error) {
    world.hooks.after?.(info, { keyArns: keys.map(({ Arn }) => Arn), error });
    throw error;
  }
}
