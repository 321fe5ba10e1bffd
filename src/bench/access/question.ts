import type { World } from '../../contract/world.js';
import { inputShapes, inquire } from '../../engine.js';
import type { Caller } from '../../model/caller.js';
import { KmsFault } from '../../model/fault.js';
import type { OperationInput, OperationName } from '../../model/operation-types.js';
import { expected, isPlainObject, refuse } from '../../options/checks.js';
import type { CallerPlaceOptions } from '../../options/options.js';
import type { Inquiry } from '../../pipeline/access/inquire.js';
import { operationOf } from '../command.js';

/**
 * Who would call which operation, and with what: the members of `kms.as`, the operation, and of its input what policies may
 * ask for.
 */
export type AccessQuestion<N extends OperationName = OperationName> = {
  [Name in N]: CallerPlaceOptions & { readonly operation: Name } & Partial<OperationInput<Name>>;
}[N];

/** Makes a caller of the members of `kms.as`, and refuses the wrong ones with their path. */
export type CallerOf = (place: CallerPlaceOptions, path: string) => Caller;

/**
 * What would be decided.
 * @throws TypeError for a question that cannot be
 * @throws Error where its key is not there
 */
export async function ask(
  world: World,
  question: AccessQuestion,
  callerOf: CallerOf,
  path = 'question',
): Promise<Inquiry> {
  if (!isPlainObject(question as unknown))
    expected(path, question, 'an object with operation, and the members of its input');
  const { operation: given, ...members } = question;
  // It is checked to be one.
  const operation = operationOf(given, `${path}.operation`) as OperationName;
  const { place, input } = sorted(members);
  await checkInput(operation, input, path);
  const caller = callerOf(place, path);
  try {
    return await inquire(world, { operation, caller, requestId: '', sendId: '', input, attempt: 1, signal: undefined });
  } catch (error) {
    if (!(error instanceof KmsFault)) throw error;
    throw new Error(`[localkms] ${path}: ${operation} would fail before policies are asked: ${textOf(error)}`);
  }
}

async function checkInput(operation: OperationName, input: object, path: string): Promise<void> {
  const shapes = await inputShapes(operation);
  for (const name of Object.keys(input)) {
    if (Object.hasOwn(shapes, name)) continue;
    refuse(`${path}.${name}`, `${operation} has no such member, only ${Object.keys(shapes).join(', ')}`);
  }
}

function textOf({ name, wireMessage }: KmsFault): string {
  return wireMessage === undefined ? name : `${name}: ${wireMessage}`;
}

/** AWS's members begin with a capital letter, ours do not. */
function sorted(members: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(members);
  const ofInput = entries.filter(([name]) => /^[A-Z]/.test(name));
  const ofPlace = entries.filter(([name]) => !/^[A-Z]/.test(name));
  return { place: Object.fromEntries(ofPlace) as CallerPlaceOptions, input: Object.fromEntries(ofInput) };
}
