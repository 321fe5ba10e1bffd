import { OCTET_STRING, octetString, readElement } from '../../../bytes/der.js';
import { keySpec } from '../../../model/key-specs.js';
import type { PrivateKeyCodec } from './codec.js';

/** CurvePrivateKey (RFC 8410): the seed. */
export const ed25519PrivateKey: PrivateKeyCodec = {
  encode: (secret) => octetString(secret),
  decode(inner, spec) {
    const secret = readElement(inner, OCTET_STRING);
    if (secret.length !== keySpec(spec).secretBytes) throw new RangeError('CurvePrivateKey of another length');
    return { secret };
  },
};
