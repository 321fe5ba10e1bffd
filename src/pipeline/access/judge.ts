import type { AttestedFacts } from '../../authorization/conditions/request-facts.js';
import type { Decision } from '../../authorization/decision.js';
import type { KmsFault } from '../../model/fault.js';
import { WHERE, WHY } from '../../model/faults/access.js';
import { accessDenied } from '../../model/faults/not-visible.js';
import { decisionOn } from '../../rules/access.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';
import { type NamedNeed, needsOf } from './needs.js';

/** A permission that a call takes, and whether its caller has it. */
export interface NeedDecision {
  readonly need: NamedNeed;
  readonly decision: Decision;
}

/** On all that the caller of an operation needs permission for. */
export function decisionsOn(
  operation: CompiledOperation,
  call: Progress,
  attestation: AttestedFacts | undefined,
): readonly NeedDecision[] {
  return needsOf(operation, call, attestation).map((need) => ({ need, decision: decisionOn(call, need) }));
}

export type Judge = typeof judge;

/** Refuses the call at the first permission that its caller does not have. */
export function judge(operation: CompiledOperation, call: Progress, attestation: AttestedFacts | undefined): void {
  const decisions = decisionsOn(operation, call, attestation);
  call.decisions = decisions.map(({ decision }) => decision);
  if (call.world.reportsDenials) return;
  const refusal = refusalOf(call, decisions);
  if (refusal !== undefined) throw refusal;
}

/** The first denial in AWS's words; undefined where there is none. */
export function refusalOf({ caller, input }: Progress, decisions: readonly NeedDecision[]): KmsFault | undefined {
  for (const { need, decision } of decisions) {
    if (decision.allowed) continue;
    const foreign = need.owner !== undefined && need.owner.account !== caller.scope.account;
    return accessDenied(caller.principal, decision.action, whereOf(need, foreign, input), whyOf(decision, foreign));
  }
  return undefined;
}

function whereOf({ about, member, resource }: NamedNeed, foreign: boolean, input: Progress['input']): string {
  if (about === 'new key') return WHERE.nowhere;
  if (member !== undefined && 'CiphertextBlob' in input && input[member] === undefined) return WHERE.ciphertext;
  return foreign ? WHERE.otherAccount : WHERE.resource(resource);
}

type Denial = Extract<Decision, { readonly allowed: false }>;

function whyOf({ kind, by, action, statement }: Denial, foreign: boolean): string {
  if (by === 'another account' || (foreign && by === 'resource-based policy')) return WHY.notVisible;
  // AWS tells no implicit denial of a resource control policy: whatever it does not allow, it denies.
  if (kind === 'explicit' || by === 'resource control policy') return WHY.denied(by, namedPolicy(by, statement));
  return WHY.notAllowed(by, action);
}

/** Of the policies that are resources of their own, AWS names those of the caller's side. */
function namedPolicy(by: string, statement: Denial['statement']): string | undefined {
  return by === 'identity-based policy' || by === 'service control policy' ? statement?.policyArn : undefined;
}
