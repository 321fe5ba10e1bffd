import { KmsFault } from '../fault.js';

/**
 * A caller that may not. `where` and `why` are the phrases below.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(principal: string, action: string, where: string, why: string): KmsFault {
  return new KmsFault(
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action}${where && ` ${where}`} ${why}`,
  );
}

/** How AccessDeniedException names what the caller may not do it to. */
export const WHERE = {
  resource: (arn: string): string => `on resource: ${arn}`,
  /** A key of another account, whether or not it is there. */
  otherAccount: 'on this resource',
  /** Decrypt and ReEncrypt without a KeyId. https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html */
  ciphertext: 'on the resource associated with this ciphertext',
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
  /** What another account's key policy says, and whether the key exists, is not told. */
  notVisible:
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
};

/** An operation that no key policy decides about, on what the caller's own IAM policies cannot reach. */
export function noIdentityBasedPolicyAllows(principal: string, action: string, resource: string): KmsFault {
  return accessDenied(principal, action, WHERE.resource(resource), WHY.notAllowed('identity-based policy', action));
}

/** A key of another account that is not there: as one that the caller may not see. */
export function resourceNotVisible(principal: string, action: string): KmsFault {
  return accessDenied(principal, action, WHERE.otherAccount, WHY.notVisible);
}

/** Decrypt and ReEncrypt without a KeyId, of ciphertext under a key that is not there. */
export function ciphertextOfUnknownKey(principal: string, action: string): KmsFault {
  return accessDenied(principal, action, WHERE.ciphertext, WHY.notVisible);
}

/** An `alias/aws/` name in CreateAlias, UpdateAlias or DeleteAlias. */
export function reservedAliasName(): KmsFault {
  return new KmsFault('NotAuthorizedException');
}
