import type { AttestedFacts } from '../../authorization/conditions/request-facts.js';
import type { DeniedBy } from '../../authorization/decision.js';
import type { Denial, Verdict } from '../../authorization/verdict.js';
import type { KmsFault } from '../../model/fault.js';
import { WHERE, WHY } from '../../model/faults/access.js';
import { accessDenied } from '../../model/faults/not-visible.js';
import { verdictOn } from '../../rules/access.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';
import { type NamedNeed, needsOf } from './needs.js';

export type Judge = typeof judge;

/** Refuses the call at the first permission that its caller does not have. */
export function judge(operation: CompiledOperation, call: Progress, attestation: AttestedFacts | undefined): void {
  const needs = needsOf(operation, call, attestation);
  call.verdicts = verdictsOn(call, needs);
  if (call.world.reportsDenials) return;
  const refusal = refusalOf(call, needs, call.verdicts);
  if (refusal !== undefined) throw refusal;
}

/** Whether the caller has each of the permissions. */
export function verdictsOn(call: Progress, needs: readonly NamedNeed[]): readonly Verdict[] {
  return needs.map((need) => verdictOn(call, need));
}

/** The first denial in AWS's words; undefined where there is none. */
export function refusalOf(
  { caller, input }: Progress,
  needs: readonly NamedNeed[],
  verdicts: readonly Verdict[],
): KmsFault | undefined {
  for (const [at, verdict] of verdicts.entries()) {
    const need = needs[at];
    if (verdict.denial === undefined || need === undefined) continue;
    const foreign = need.owner !== undefined && need.owner.account !== caller.scope.account;
    const why = whyOf(verdict, verdict.denial, foreign);
    return accessDenied(caller.principal, verdict.action, whereOf(need, foreign, input), why);
  }
  return undefined;
}

function whereOf({ isNewKey, member, resource }: NamedNeed, foreign: boolean, input: Progress['input']): string {
  if (isNewKey) return WHERE.nowhere;
  if (member !== undefined && 'CiphertextBlob' in input && input[member] === undefined) return WHERE.ciphertext;
  return foreign ? WHERE.otherAccount : WHERE.resource(resource);
}

function whyOf({ action, match }: Verdict, { kind, by }: Denial, foreign: boolean): string {
  if (by === 'another account' || (foreign && by === 'resource-based policy')) return WHY.notVisible;
  return kind === 'explicit' ? WHY.denied(by, namedPolicy(by, match)) : WHY.notAllowed(by, action);
}

/** Of the policies that are resources of their own, AWS names those of the caller's side. */
function namedPolicy(by: DeniedBy, match: Verdict['match']): string | undefined {
  return by === 'identity-based policy' || by === 'service control policy' ? match?.policy.arn : undefined;
}
