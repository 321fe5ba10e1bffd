import { createHash } from 'node:crypto';
import type { HashName } from '../../../ports/crypto-backend.js';
import type { SigningRequest } from '../../algorithms/signing-schemes.js';
import { ownBytes } from './own-bytes.js';

/** OpenSSL's name of a hash: `SHA-256` is `SHA256`. */
export function opensslName(hash: HashName): string {
  return hash.replace('-', '');
}

export function hash(algorithm: HashName, data: Uint8Array): Uint8Array {
  return ownBytes(createHash(opensslName(algorithm)).update(data).digest());
}

/** The digest that a request is about. */
export function digestOf({ messageType, hash: algorithm, message }: SigningRequest): Uint8Array {
  return messageType === 'RAW' ? hash(algorithm, message) : message;
}
