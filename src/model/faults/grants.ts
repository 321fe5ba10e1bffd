import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

export function onlyCreateGrant(): KmsFault {
  return invalid('Grants must not contain only the CreateGrant operation.');
}

export function invalidPrincipal(arn: string): KmsFault {
  return new KmsFault('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`);
}

export function grantToRetireRequired(): KmsFault {
  return invalid('Grant token OR (grant ID, key ID) must be specified');
}

/** @inventedText */
export function oneGranteeRequired(): KmsFault {
  return invalid('Exactly one of GranteePrincipal and GranteeServicePrincipal must be specified.');
}

/** @inventedText */
export function oneGranteeAllowed(): KmsFault {
  return invalid('Only one of GranteePrincipal and GranteeServicePrincipal can be specified.');
}

/** @inventedText */
export function oneRetiringPrincipalAllowed(): KmsFault {
  return invalid('Only one of RetiringPrincipal and RetiringServicePrincipal can be specified.');
}

/** @inventedText */
export function oneRetiringPrincipalRequired(): KmsFault {
  return invalid('Exactly one of RetiringPrincipal and RetiringServicePrincipal must be specified.');
}

/** @inventedText */
export function incompleteServiceGrant(): KmsFault {
  return invalid('A grant for a service principal requires a SourceArn constraint and a retiring principal.');
}

/** @inventedText */
export function grantOperationsRequired(): KmsFault {
  return invalid('Operations must not be empty.');
}

/** @inventedText */
export function grantOperationsNotSupported(operations: readonly string[], keyArn: string): KmsFault {
  return invalid(`Grant operations [${operations.join(', ')}] are not supported for the key ${keyArn}.`);
}

/** @inventedText */
export function contextConstraintNotSupported(keyArn: string): KmsFault {
  return invalid(`Encryption context grant constraints are not supported for the key ${keyArn}.`);
}

/** @inventedText */
export function tooManyConstraintPairs(constraint: string, maxPairs: number): KmsFault {
  return invalid(`${constraint} must not have more than ${maxPairs} encryption context pairs.`);
}

/** @inventedText */
export function constraintValueTooLong(constraint: string, maxLength: number): KmsFault {
  return invalid(`Values in ${constraint} must not be longer than ${maxLength} characters.`);
}

/** @inventedText */
export function grantQuotaExceeded(quota: number): KmsFault {
  return new KmsFault('LimitExceededException', `Grants per key quota for this account in this region is ${quota}.`);
}

/** @inventedText */
export function invalidGrantId(grantId: string): KmsFault {
  return new KmsFault('InvalidGrantIdException', `Invalid grant ID ${grantId}`);
}

export function grantNotFound(grantId: string): KmsFault {
  return new KmsFault('NotFoundException', `Grant ID ${grantId} not found`);
}
