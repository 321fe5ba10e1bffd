import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

export function invalidSignature(): KmsFault {
  return new KmsFault('KMSInvalidSignatureException');
}

/** No algorithm of the key spec signs such a message. */
export function messageTypeOfOtherKeySpecs(messageType: string, keySpec: string): KmsFault {
  return invalid(`Message type ${messageType} is incompatible with key spec ${keySpec}.`);
}

/** Another algorithm of the key spec signs such a message. */
export function messageTypeOfOtherAlgorithms(messageType: string, algorithm: string): KmsFault {
  return invalid(`Message type ${messageType} is incompatible with algorithm ${algorithm}.`);
}

/** Measured for DIGEST; that EXTERNAL_MU has the same text is a guess. */
export function invalidDigestLength(algorithm: string): KmsFault {
  return invalid(`Digest is invalid length for algorithm ${algorithm}.`);
}
