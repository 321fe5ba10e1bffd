import { keySpec } from '../../../model/key-specs.js';
import { decodeRsaPrivateKey, encodeRsaPrivateKey } from '../rsa/rsa-private-key.js';
import { validateRsaPrivateKey } from '../rsa/validate-rsa-private-key.js';
import type { PrivateKeyCodec } from './codec.js';

/** RSAPrivateKey (RFC 8017), which is KeyMaterial's form of the secret too. */
export const rsaPrivateKey: PrivateKeyCodec = {
  encode: (secret) => secret,
  decode(inner, spec) {
    const numbers = decodeRsaPrivateKey(inner);
    validateRsaPrivateKey(numbers, keySpec(spec).modulusBits);
    return { secret: encodeRsaPrivateKey(numbers) };
  },
};
