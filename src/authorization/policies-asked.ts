import type { Policy } from './policy.js';

/** The policies of IAM and Organizations that apply to a caller; IAM is taken as allowing where `identity` is undefined. */
export interface CallerPolicies {
  readonly identity?: readonly Policy[] | undefined;
  /** IAM of the caller's account is known, and the caller is not in it. */
  readonly isUnknown?: boolean | undefined;
  readonly boundary?: Policy | undefined;
  readonly session?: readonly Policy[] | undefined;
  /** By level, from the root of the organization down to the account. */
  readonly serviceControl?: readonly (readonly Policy[])[] | undefined;
  readonly resourceControl?: readonly (readonly Policy[])[] | undefined;
  readonly endpoint?: Policy | undefined;
}

/** Asks every policy that has a say, in the order in which an explicit denial is told, until one has an answer. */
export function firstAnswer<T>(
  { endpoint, resourceControl, serviceControl, identity, boundary, session }: CallerPolicies,
  keyPolicy: Policy | undefined,
  ask: (policy: Policy) => T | undefined,
): T | undefined {
  return (
    (endpoint && ask(endpoint)) ??
    answerOfLevels(resourceControl, ask) ??
    answerOfLevels(serviceControl, ask) ??
    (keyPolicy && ask(keyPolicy)) ??
    answerOfList(identity, ask) ??
    (boundary && ask(boundary)) ??
    answerOfList(session, ask)
  );
}

function answerOfLevels<T>(levels: CallerPolicies['serviceControl'], ask: (policy: Policy) => T | undefined) {
  for (const level of levels ?? []) {
    const answer = answerOfList(level, ask);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function answerOfList<T>(list: readonly Policy[] | undefined, ask: (policy: Policy) => T | undefined) {
  for (const policy of list ?? []) {
    const answer = ask(policy);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
