import { keySpec } from '../../model/key-specs.js';
import { CryptoError, type HashName, type KeyMaterial } from '../../ports/crypto-backend.js';

/** The hash of an HMAC key's spec. */
export function macHash(key: KeyMaterial): HashName {
  const { family, hash } = keySpec(key.spec);
  if (family !== 'hmac' || hash === undefined) throw new CryptoError(`${key.spec} is not an HMAC key spec`);
  return hash;
}
