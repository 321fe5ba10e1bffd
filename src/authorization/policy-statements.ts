import { listOf, type PolicyDocument, type PolicyStatement, type PrincipalElement } from './policy-document.js';
import { matchesWildcards } from './wildcards.js';

/** Actions compare without regard to case. */
function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

function coversAction({ Action, NotAction }: PolicyStatement, action: string): boolean {
  if (NotAction !== undefined) return !listOf(NotAction).some((pattern) => matchesAction(pattern, action));
  return listOf(Action).some((pattern) => matchesAction(pattern, action));
}

function names(element: PrincipalElement, principals: readonly string[]): boolean {
  const named = element === '*' ? ['*'] : listOf(element.AWS);
  return named.some((principal) => principals.includes(principal));
}

function coversPrincipal({ Principal, NotPrincipal }: PolicyStatement, principals: readonly string[]): boolean {
  if (Principal !== undefined) return names(Principal, principals);
  return NotPrincipal !== undefined && !names(NotPrincipal, principals);
}

/** Whether statements of that effect cover one of the principals and the action; conditions are taken as met. */
export function hasStatement(
  policy: PolicyDocument,
  effect: PolicyStatement['Effect'],
  principals: readonly string[],
  action: string,
): boolean {
  return policy.Statement.some(
    (statement) =>
      statement.Effect === effect && coversAction(statement, action) && coversPrincipal(statement, principals),
  );
}
