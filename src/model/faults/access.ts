import { KmsFault } from '../fault.js';

function accessDenied(principal: string, action: string, resource: string, because: string): KmsFault {
  return new KmsFault(
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
  );
}

/** A write to an AWS managed key, whose key policy no customer can change. */
export function noResourceBasedPolicyAllows(principal: string, action: string, keyArn: string): KmsFault {
  return accessDenied(principal, action, keyArn, `because no resource-based policy allows the ${action} action`);
}

/** An operation that no key policy decides about, on what the caller's own IAM policies cannot reach. */
export function noIdentityBasedPolicyAllows(principal: string, action: string, resource: string): KmsFault {
  return accessDenied(principal, action, resource, `because no identity-based policy allows the ${action} action`);
}

/** A key of another account that the caller may not see. */
export function resourceNotVisible(principal: string, action: string, keyArn: string): KmsFault {
  return accessDenied(
    principal,
    action,
    keyArn,
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
  );
}

/** Decrypt and ReEncrypt without a KeyId, of ciphertext under a key that is not there. */
export function ciphertextOfUnknownKey(): KmsFault {
  return new KmsFault(
    'AccessDeniedException',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  );
}

/** An `alias/aws/` name in CreateAlias, UpdateAlias or DeleteAlias. */
export function reservedAliasName(): KmsFault {
  return new KmsFault('NotAuthorizedException');
}
