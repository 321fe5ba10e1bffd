import { contentOf, element, OCTET_STRING, readElements, readSequence, SEQUENCE } from '../../../bytes/der.js';
import { keySpec } from '../../../model/key-specs.js';
import type { PrivateKeyCodec } from './codec.js';

const SEED = 0x80;

/** ML-DSA-PrivateKey and ML-KEM-PrivateKey (RFC 9881, RFC 9935), written as the seed, as AWS KMS does. */
export const seedPrivateKey: PrivateKeyCodec = {
  encode: (secret) => element(SEED, secret),
  decode(inner, spec) {
    const [choice, ...more] = readElements(inner);
    if (more.length > 0) throw new RangeError('private key with unknown elements');
    const decoded = choice?.tag === SEQUENCE ? both(inner) : { secret: contentOf(choice, SEED) };
    // An expanded key alone cannot give back its seed.
    if (decoded.secret.length !== keySpec(spec).secretBytes) throw new RangeError('seed of another length');
    return decoded;
  },
};

function both(inner: Uint8Array): {
  secret: Uint8Array;
  expandedKey: Uint8Array;
} {
  const [seed, expandedKey, ...more] = readSequence(inner);
  if (more.length > 0) throw new RangeError('private key with unknown elements');
  return {
    secret: contentOf(seed, OCTET_STRING),
    expandedKey: contentOf(expandedKey, OCTET_STRING),
  };
}
