import { type ConditionContext, singleValueOf, type UnmetCondition, unmetCondition } from './conditions/conditions.js';
import { patternIn } from './conditions/template.js';
import { type NearStatement, referenceTo } from './decision.js';
import type { Policy, Statement } from './policy.js';
import { isExempted, type NamedAs, namedAs, type Principal } from './principal.js';
import { matchesPattern } from './wildcards.js';

/** What is asked of a policy. */
export interface Question {
  readonly principal: Principal;
  /** `kms:Decrypt` */
  readonly action: string;
  /** The ARN of a key or alias, or `*`. */
  readonly resource: string;
  readonly context: ConditionContext;
  /** Whether the caller has a permissions boundary, which no NotPrincipal of a Deny exempts. */
  readonly hasBoundary?: boolean;
}

/** A statement that applies, and how it names the caller; policies without principals name nobody. */
export interface Match {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly namedAs: NamedAs | undefined;
}

type Miss = Omit<NearStatement, 'statement'>;

/** The statements of that effect that apply to a question. */
export function matching(policy: Policy, effect: Statement['effect'], question: Question): Match[] {
  const found: Match[] = [];
  for (const statement of policy.statements) {
    if (statement.effect !== effect || missOf(statement, question) !== undefined) continue;
    found.push({ policy, statement, namedAs: principalIn(statement, question) });
  }
  return found;
}

/** The first statement of that effect in any of the policies that applies. */
export function firstMatch(
  policies: readonly Policy[],
  effect: Statement['effect'],
  question: Question,
): Match | undefined {
  for (const policy of policies) {
    const [found] = matching(policy, effect, question);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The Allow statements that one element keeps from applying, and that have the action; those of conditions first. */
export function nearMisses(policies: readonly Policy[], question: Question): NearStatement[] {
  const misses = policies.flatMap((policy) =>
    policy.statements.flatMap((statement): NearStatement[] => {
      const miss = statement.effect === 'Allow' ? missOf(statement, question) : undefined;
      if (miss === undefined || miss.element === 'Action') return [];
      return [{ statement: referenceTo(policy, statement), ...miss }];
    }),
  );
  return misses.sort((one, other) => CLOSENESS[other.element] - CLOSENESS[one.element]);
}

const CLOSENESS = { Action: 0, Principal: 1, Resource: 2, Condition: 3 } as const;

/** Whether a statement is for the caller, the action and the resource of a question, be its conditions met or not. */
export function appliesButForConditions(statement: Statement, question: Question): boolean {
  return elementMissed(statement, question) === undefined;
}

function elementMissed(statement: Statement, question: Question): 'Action' | 'Principal' | 'Resource' | undefined {
  if (!coversAction(statement, question.action)) return 'Action';
  if (!coversPrincipal(statement, question)) return 'Principal';
  return coversResource(statement, question) ? undefined : 'Resource';
}

/** The first element that keeps a statement from applying; undefined where it applies. */
function missOf(statement: Statement, question: Question): Miss | undefined {
  const element = elementMissed(statement, question);
  if (element !== undefined) return { element };
  const condition: UnmetCondition | undefined = unmetCondition(statement.conditions, question.context);
  return condition === undefined ? undefined : { element: 'Condition', condition };
}

/** Actions compare without regard to case. */
function coversAction({ action }: Statement, wanted: string): boolean {
  const text = wanted.toLowerCase();
  return action.patterns.some((pattern) => matchesPattern(pattern, text)) !== action.not;
}

function coversPrincipal(statement: Statement, question: Question): boolean {
  return statement.principal === undefined || principalIn(statement, question) !== undefined;
}

/** What NotPrincipal does not list is named as if by a wildcard. */
function principalIn({ principal, effect }: Statement, question: Question): NamedAs | undefined {
  const caller = question.principal;
  if (principal === undefined) return undefined;
  if (!principal.not) {
    const named = namedAs(principal.element, caller);
    return named === 'account' && principal.rootOnly && caller.type !== 'Account' ? undefined : named;
  }
  const listed =
    effect === 'Deny'
      ? !question.hasBoundary && isExempted(principal.element, caller)
      : namedAs(principal.element, caller) !== undefined;
  return listed ? undefined : 'self';
}

function coversResource({ resource }: Statement, question: Question): boolean {
  const covers = resource.templates.some((template) => {
    const pattern = patternIn(template, singleValueOf(question.context));
    return pattern !== undefined && matchesPattern(pattern, question.resource);
  });
  return covers !== resource.not;
}
