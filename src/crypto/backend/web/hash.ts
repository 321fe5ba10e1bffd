import type { HashName } from '../../../ports/crypto-backend.js';
import { source, webcrypto } from './webcrypto.js';

export async function hash(algorithm: HashName, data: Uint8Array): Promise<Uint8Array> {
  // WebCrypto has neither.
  if (algorithm === 'SHA-224') return (await import('../shared/sha2.js')).sha224(data);
  if (algorithm === 'SM3') return (await import('../shared/sm2/sm3.js')).sm3(data);
  return new Uint8Array(await webcrypto().subtle.digest(algorithm, source(data)));
}
