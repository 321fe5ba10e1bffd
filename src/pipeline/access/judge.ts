import type { AttestedFacts } from '../../authorization/conditions/request-facts.js';
import type { Decision } from '../../authorization/decision.js';
import type { KmsFault } from '../../model/fault.js';
import { accessDenied, WHERE, WHY } from '../../model/faults/access.js';
import { decisionOn } from '../../rules/access.js';
import type { CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';
import { type NamedNeed, needsOf } from './needs.js';

export type Judge = typeof judge;

/** Refuses the call at the first permission that its caller does not have. */
export function judge(operation: CompiledOperation, call: Progress, attestation: AttestedFacts | undefined): void {
  const decisions: Decision[] = [];
  call.decisions = decisions;
  for (const need of needsOf(operation, call, attestation)) {
    const decision = decisionOn(call, need);
    decisions.push(decision);
    if (!decision.allowed) throw refusal(call, need, decision);
  }
}

type Denial = Extract<Decision, { readonly allowed: false }>;

/** A decision in AWS's words. */
function refusal({ caller, input }: Progress, need: NamedNeed, denial: Denial): KmsFault {
  const foreign = need.owner !== undefined && need.owner.account !== caller.scope.account;
  return accessDenied(caller.principal, denial.action, whereOf(need, foreign, input), whyOf(denial, foreign));
}

function whereOf({ about, member, resource }: NamedNeed, foreign: boolean, input: Progress['input']): string {
  if (about === 'new key') return WHERE.nowhere;
  if (member !== undefined && 'CiphertextBlob' in input && input[member] === undefined) return WHERE.ciphertext;
  return foreign ? WHERE.otherAccount : WHERE.resource(resource);
}

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
