import { KmsFault } from '../fault.js';

export function keyNotFound(keyArn: string): KmsFault {
  return new KmsFault('NotFoundException', `Key '${keyArn}' does not exist`);
}

/** A bare id that is neither a UUID nor `mrk-` and 32 digits. */
export function malformedKeyId(keyId: string): KmsFault {
  return new KmsFault('NotFoundException', `Invalid keyId '${keyId}'`);
}

/** The id part of a key ARN; here the service prints no quotes. */
export function malformedKeyIdInArn(keyId: string): KmsFault {
  return new KmsFault('NotFoundException', `Invalid keyId ${keyId}`);
}

/** `what` is the Region of a well-formed ARN of another Region, or text that is no KMS ARN. */
export function invalidArn(what: string): KmsFault {
  return new KmsFault('NotFoundException', `Invalid arn ${what}`);
}

export function aliasNotFound(aliasArn: string): KmsFault {
  return new KmsFault('NotFoundException', `Alias ${aliasArn} is not found.`);
}

export function aliasNotSupported(): KmsFault {
  return new KmsFault('InvalidArnException', 'Key Aliases are not supported for this operation.');
}
