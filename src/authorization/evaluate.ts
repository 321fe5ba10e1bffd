import { meetsAll, unmetCondition } from './conditions/conditions.js';
import type { ConditionContext } from './conditions/template.js';
import { type NearStatement, referenceTo } from './decision.js';
import type { Policy, Statement } from './policy.js';
import { isExempted, type NamedAs, namedAs, type Principal } from './principal.js';

/** What is asked of a policy. */
export interface Question {
  readonly principal: Principal;
  /** `kms:Decrypt` */
  readonly action: string;
  /** The ARN of a key or alias, or `*`. */
  readonly resource: string;
  readonly context: ConditionContext;
  /** Whether the caller has a permissions boundary, which no NotPrincipal of a Deny exempts. */
  readonly hasBoundary: boolean;
}

/** A statement that applies, and how it names the caller; policies without principals name nobody. */
export interface Match {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly namedAs: NamedAs | undefined;
}

/** The first statement of that effect in a policy that applies. */
export function matchIn(policy: Policy, effect: Statement['effect'], question: Question): Match | undefined {
  for (const statement of policy.on(question.action)[effect]) {
    if (applies(statement, question)) return { policy, statement, namedAs: principalIn(statement, question) };
  }
  return undefined;
}

/** As `matchIn`, of any of the policies. */
export function firstMatch(
  policies: readonly Policy[],
  effect: Statement['effect'],
  question: Question,
): Match | undefined {
  for (const policy of policies) {
    const found = matchIn(policy, effect, question);
    if (found !== undefined) return found;
  }
  return undefined;
}

const STRENGTH = { self: 3, role: 2, account: 1 } as const;

/** The Allow statement that applies and names the caller most directly. */
export function strongestMatch(policy: Policy, question: Question): Match | undefined {
  let best: Statement | undefined;
  let named: NamedAs | undefined;
  for (const statement of policy.on(question.action).Allow) {
    const as = principalIn(statement, question);
    if (as === undefined || (named !== undefined && STRENGTH[as] <= STRENGTH[named])) continue;
    if (!applies(statement, question)) continue;
    best = statement;
    named = as;
    if (as === 'self') break;
  }
  return best && { policy, statement: best, namedAs: named };
}

/** The Allow statements that one element keeps from applying, and that have the action; those of conditions first. */
export function nearMisses(policies: readonly Policy[], question: Question): NearStatement[] {
  const misses: NearStatement[] = [];
  for (const policy of policies) {
    for (const statement of policy.on(question.action).Allow) {
      const element = missedElement(statement, question);
      if (element !== undefined) misses.push({ statement: referenceTo(policy, statement), element });
      else if (!meetsAll(statement.conditions, question.context)) misses.push(unmet(policy, statement, question));
    }
  }
  return misses.sort((one, other) => CLOSENESS[other.element] - CLOSENESS[one.element]);
}

const CLOSENESS = { Action: 0, Principal: 1, Resource: 2, Condition: 3 } as const;

function unmet(policy: Policy, statement: Statement, { context }: Question): NearStatement {
  const condition = unmetCondition(statement.conditions, context);
  return { statement: referenceTo(policy, statement), element: 'Condition', ...(condition && { condition }) };
}

/** Whether a statement is for the caller, the action and the resource of a question, be its conditions met or not. */
export function appliesButForConditions(statement: Statement, question: Question): boolean {
  return statement.isForAction(question.action) && missedElement(statement, question) === undefined;
}

/** Of a statement that has the action. */
function applies(statement: Statement, question: Question): boolean {
  return missedElement(statement, question) === undefined && meetsAll(statement.conditions, question.context);
}

/** The first element that keeps a statement from applying, of one that has the action, and but for conditions. */
function missedElement(statement: Statement, question: Question): 'Principal' | 'Resource' | undefined {
  if (statement.principal !== undefined && principalIn(statement, question) === undefined) return 'Principal';
  return statement.isForResource(question.resource, question.context) ? undefined : 'Resource';
}

/** What NotPrincipal does not list is named as if by a wildcard. */
function principalIn({ principal, effect }: Statement, question: Question): NamedAs | undefined {
  const caller = question.principal;
  if (principal === undefined) return undefined;
  if (!principal.not) {
    const as = namedAs(principal.named, caller);
    return as === 'account' && principal.rootOnly && caller.type !== 'Account' ? undefined : as;
  }
  const listed =
    effect === 'Deny'
      ? !question.hasBoundary && isExempted(principal.named, caller)
      : namedAs(principal.named, caller) !== undefined;
  return listed ? undefined : 'self';
}
