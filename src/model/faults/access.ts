import { KmsFault } from '../fault.js';
import { accessDenied, CIPHERTEXT, NOT_VISIBLE, OTHER_ACCOUNT } from './not-visible.js';

// What callers that may not are told: loads with whoever judges them. What every lookup needs is in not-visible.ts.

/** How AccessDeniedException names what the caller may not do it to. */
export const WHERE = {
  resource: (arn: string): string => `on resource: ${arn}`,
  otherAccount: OTHER_ACCOUNT,
  ciphertext: CIPHERTEXT,
  /** TagResource, of a key that is not there yet. */
  nowhere: '',
};

/** What refuses, by AWS's words for it: `a resource-based policy`. */
const ARTICLES: { readonly [kind: string]: string } = { 'identity-based policy': 'an' };

/** Why, in the words of AccessDeniedException. */
export const WHY = {
  notAllowed: (by: string, action: string): string => `because no ${by} allows the ${action} action`,
  /** `policyArn`: of a policy that is a resource of its own. */
  denied: (by: string, policyArn?: string): string =>
    `with an explicit deny in ${ARTICLES[by] ?? 'a'} ${by}${policyArn === undefined ? '' : `: ${policyArn}`}`,
  notVisible: NOT_VISIBLE,
};

/** An operation that no key policy decides about, on what the caller's own IAM policies cannot reach. */
export function noIdentityBasedPolicyAllows(principal: string, action: string, resource: string): KmsFault {
  return accessDenied(principal, action, WHERE.resource(resource), WHY.notAllowed('identity-based policy', action));
}

/** An `alias/aws/` name in CreateAlias, UpdateAlias or DeleteAlias. */
export function reservedAliasName(): KmsFault {
  return new KmsFault('NotAuthorizedException');
}
