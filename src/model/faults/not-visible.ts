import { callingArn } from '../arn.js';
import { KmsFault } from '../fault.js';

/**
 * A caller that may not. `where` and `why` are phrases of AWS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(principal: string, action: string, where: string, why: string): KmsFault {
  return new KmsFault(
    'AccessDeniedException',
    `User: ${callingArn(principal)} is not authorized to perform: ${action}${where && ` ${where}`} ${why}`,
  );
}

/** A key of another account, whether or not it is there. */
export const OTHER_ACCOUNT = 'on this resource';

/** Decrypt and ReEncrypt without a KeyId. https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html */
export const CIPHERTEXT = 'on the resource associated with this ciphertext';

/** What another account's key policy says, and whether the key exists, is not told. */
export const NOT_VISIBLE =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

/** A key of another account that is not there: as one that the caller may not see. */
export function resourceNotVisible(principal: string, action: string): KmsFault {
  return accessDenied(principal, action, OTHER_ACCOUNT, NOT_VISIBLE);
}

/** Decrypt and ReEncrypt without a KeyId, of ciphertext under a key that is not there. */
export function ciphertextOfUnknownKey(principal: string, action: string): KmsFault {
  return accessDenied(principal, action, CIPHERTEXT, NOT_VISIBLE);
}
