import type { Verdict } from '../../authorization/verdict.js';
import type { CallInfo } from '../../contract/hooks.js';
import type { World } from '../../contract/world.js';
import type { KmsFault } from '../../model/fault.js';
import { attestedFacts } from '../../rules/attestation.js';
import type { CompiledOperation } from '../compile.js';
import { newCall, type Progress } from '../progress.js';
import { findKeys } from '../steps/find-keys.js';
import { compileValidator } from '../validation/validate.js';
import { refusalOf, verdictsOn } from './judge.js';
import { type NamedNeed, needsOf } from './needs.js';

/** What would be decided about a call, which is not carried out. */
export interface Inquiry {
  readonly call: Progress;
  /** Each permission that it takes, in the order in which they are asked. */
  readonly needs: readonly NamedNeed[];
  /** What is decided on each of them; also behind one that is denied. */
  readonly verdicts: readonly Verdict[];
  /** What the caller would get, where it may not. */
  readonly refusal: KmsFault | undefined;
}

/**
 * Finds the keys of a call, and decides on all that its caller needs permission for.
 * @throws KmsFault where its input cannot be, or its keys are not found
 */
export async function inquire(operation: CompiledOperation, world: World, info: CallInfo): Promise<Inquiry> {
  const call = newCall(world, info);
  call.now = world.clock.now();
  call.input = validInput(operation, info.input);
  await findKeys(operation, call);
  const needs = needsOf(operation, call, await attestedFacts(call));
  const verdicts = verdictsOn(call, needs);
  return { call, needs, verdicts, refusal: refusalOf(call, needs, verdicts) };
}

/**
 * In AWS's types. What is left out is not asked for: a question about permissions need not be a whole call. But it must say
 * which key and alias it is about: about none of them, everybody may.
 */
function validInput({ input: shapes, keys }: CompiledOperation, given: CallInfo['input']): Progress['input'] {
  const naming: readonly string[] = [...keys.map(({ member }) => member), 'AliasName'];
  const isAsked = (name: string) => naming.includes(name) || given[name] !== undefined;
  return compileValidator(Object.fromEntries(Object.entries(shapes).filter(([name]) => isAsked(name))))(given);
}
