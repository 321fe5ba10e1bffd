import type { HashName } from '../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../runtime/webcrypto.js';
import { loadSha2, loadSm3 } from '../../algorithms/lazy.js';
import type { SigningRequest } from '../../algorithms/signing-schemes.js';

export async function hash(algorithm: HashName, data: Uint8Array): Promise<Uint8Array> {
  // WebCrypto has neither.
  if (algorithm === 'SHA-224') return (await loadSha2()).sha224(data);
  if (algorithm === 'SM3') return (await loadSm3()).sm3(data);
  return new Uint8Array(await webcrypto().subtle.digest(algorithm, source(data)));
}

/** The digest that a request is about. */
export async function digestOf({ messageType, hash: algorithm, message }: SigningRequest): Promise<Uint8Array> {
  return messageType === 'RAW' ? hash(algorithm, message) : message;
}
