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
