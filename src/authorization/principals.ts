import { rootArn } from '../model/arn.js';
import type { Caller } from '../model/caller.js';

/** The principals of a policy or grant that stand for this caller: itself, its role, its account. */
export function principalsOf({ principal, scope }: Caller): readonly string[] {
  const role = roleOfSession(principal);
  return [principal, ...(role === undefined ? [] : [role]), rootArn(scope), scope.account, '*'];
}

const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

function roleOfSession(principal: string): string | undefined {
  const match = SESSION.exec(principal);
  return match ? `arn:${match[1]}:iam::${match[2]}:role/${match[3]}` : undefined;
}

const ROLE_WITH_PATH = /^(arn:[^:]+:iam::\d{12}:role\/).+\/([^/]+)$/;

/** Whether a principal that a grant names is one of `principalsOf` the caller. */
export function isOneOf(principals: readonly string[], named: string | undefined): boolean {
  if (named === undefined) return false;
  // The ARN of a session does not show the path of its role; names of roles are unique without it.
  return principals.includes(named) || principals.includes(named.replace(ROLE_WITH_PATH, '$1$2'));
}
