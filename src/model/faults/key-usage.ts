import { KmsFault } from '../fault.js';

/** `permission` is the operation's word in the message: `ReEncryptTo` for the destination key of ReEncrypt. */
export function invalidKeyUsage(keyArn: string, keyUsage: string, permission: string): KmsFault {
  return new KmsFault(
    'InvalidKeyUsageException',
    `${keyArn} key usage is ${keyUsage} which is not valid for ${permission}.`,
  );
}

export function incompatibleAlgorithm(algorithm: string, keySpec: string): KmsFault {
  return new KmsFault('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${keySpec}.`);
}

export function asymmetricKeyForDataKey(): KmsFault {
  return new KmsFault('InvalidKeyUsageException', 'You cannot generate a data key with an asymmetric CMK');
}
