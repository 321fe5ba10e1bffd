import type { World } from '../../contract/world.js';
import type { OperationName } from '../../model/operation-types.js';
import type { Inquiry } from '../../pipeline/access/inquire.js';
import { type AccessDecision, accessDecision } from './access-decision.js';
import { explanation } from './explanation.js';
import { type AccessQuestion, ask, type CallerOf } from './question.js';

/** Asks, and calls nothing. */
export async function can(world: World, question: AccessQuestion, callerOf: CallerOf): Promise<AccessDecision> {
  return answered(await ask(world, question, callerOf));
}

export function answered({ call, verdicts, refusal }: Inquiry): AccessDecision {
  const decisions = verdicts.map((verdict) => verdict.decision());
  const operation = call.info.operation as OperationName;
  const { principal } = call.caller;
  return accessDecision({
    allowed: refusal === undefined,
    operation,
    principal,
    decisions,
    ...(refusal?.wireMessage !== undefined && { message: refusal.wireMessage }),
    explanation: explanation({ operation, principal, allowed: refusal === undefined, decisions }),
  });
}
