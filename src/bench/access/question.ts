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
  const { place, input } = sorted(members, operation, Object.keys(await inputShapes(operation)), path);
  const caller = callerOf(place, path);
  try {
    return await inquire(world, { operation, caller, requestId: '', sendId: '', input, attempt: 1, signal: undefined });
  } catch (error) {
    if (!(error instanceof KmsFault)) throw error;
    if (INPUT_FAULTS.includes(error.name))
      refuse(path, `AWS KMS refuses this input of ${operation} with ${textOf(error)}`);
    throw new Error(`[localkms] ${path}: ${operation} would fail before policies are asked: ${textOf(error)}`);
  }
}

const INPUT_FAULTS: readonly string[] = ['ValidationException', 'SerializationException'];

function textOf({ name, wireMessage }: KmsFault): string {
  return wireMessage === undefined ? name : `${name}: ${wireMessage}`;
}

const PLACE_MEMBERS: { readonly [M in keyof Required<CallerPlaceOptions>]: true } = {
  principal: true,
  sessionPolicies: true,
  via: true,
  service: true,
  sourceArn: true,
  vpcEndpoint: true,
  context: true,
  accountId: true,
  region: true,
};
// Not of the checks of options: these load at once.
const CALLER_PLACE: readonly string[] = Object.keys(PLACE_MEMBERS);

/** Who asks, and what of the input; a member that is neither is refused. */
function sorted(
  given: Readonly<Record<string, unknown>>,
  operation: OperationName,
  inputMembers: readonly string[],
  path: string,
) {
  const place: Record<string, unknown> = {};
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (inputMembers.includes(name)) input[name] = value;
    else if (CALLER_PLACE.includes(name)) place[name] = value;
    else refuseUnknown(`${path}.${name}`, name, operation, inputMembers);
  }
  return { place: place as CallerPlaceOptions, input };
}

/** AWS's members begin with a capital letter, ours do not. */
function refuseUnknown(path: string, name: string, operation: OperationName, inputMembers: readonly string[]): never {
  const meant = inputMembers.find((member) => member.toLowerCase() === name.toLowerCase());
  if (meant !== undefined) refuse(path, `there is no such member; is ${meant} meant?`);
  if (/^[A-Z]/.test(name)) refuse(path, `${operation} has no such member, only ${inputMembers.join(', ')}`);
  refuse(path, `there is no such member, only operation, ${[...CALLER_PLACE, ...inputMembers].join(', ')}`);
}
