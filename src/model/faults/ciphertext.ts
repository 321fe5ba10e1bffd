import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

export function invalidCiphertext(): KmsFault {
  return new KmsFault('InvalidCiphertextException');
}

export function incorrectKey(): KmsFault {
  return new KmsFault(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
}

export function encryptionContextNotSupported(): KmsFault {
  return invalid('EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.');
}

export function plaintextTooLong(algorithm: string, keySpec: string, maxBytes: number): KmsFault {
  return invalid(`Algorithm ${algorithm} and key spec ${keySpec} cannot encrypt data larger than ${maxBytes} bytes.`);
}

/** A value is empty. Seen by users of session-manager-plugin: https://github.com/danmx/sigil/issues/46 */
export function invalidEncryptionContext(): KmsFault {
  return invalid('Invalid EncryptionContext');
}

/** @inventedText */
export function encryptionContextTooLong(maxBytes: number): KmsFault {
  return invalid(`EncryptionContext must not be larger than ${maxBytes} bytes.`);
}
