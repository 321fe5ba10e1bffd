import {
  bitString,
  contentOf,
  element,
  integer,
  OCTET_STRING,
  octetString,
  readBitString,
  readElements,
  readInteger,
  readSequence,
  sequence,
} from '../../../bytes/der.js';
import { toHex } from '../../../bytes/hex.js';
import { fromBigInt, toBigInt } from '../../../bytes/integer.js';
import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { namedCurve } from '../algorithm-identifiers.js';
import type { PrivateKeyCodec } from './codec.js';

const CURVE = 0xa0;
const POINT = 0xa1;

/** ECPrivateKey (RFC 5915), written without the curve, which PrivateKeyInfo names. */
export const ecPrivateKey: PrivateKeyCodec = {
  encode(secret, publicKey) {
    const point = publicKey === undefined ? [] : [element(POINT, bitString(publicKey))];
    return sequence(integer(Uint8Array.of(1)), octetString(secret), ...point);
  },
  decode(inner, spec) {
    const [version, scalar, ...optional] = readSequence(inner);
    if (readInteger(version)[0] !== 1) throw new RangeError('ECPrivateKey of an unknown version');
    const curve = optional[0]?.tag === CURVE ? optional.shift() : undefined;
    if (curve !== undefined && toHex(curve.content) !== toHex(namedCurve(spec))) {
      throw new RangeError('ECPrivateKey of another curve');
    }
    const [point, ...more] = optional;
    if (more.length > 0) throw new RangeError('ECPrivateKey with unknown elements');
    const secret = scalarOf(contentOf(scalar, OCTET_STRING), spec);
    if (point === undefined) return { secret };
    const [bits, ...others] = readElements(contentOf(point, POINT));
    if (others.length > 0) throw new RangeError('ECPrivateKey with two points');
    return { secret, publicKey: readBitString(bits) };
  },
};

/** The scalar at the width of its curve: some writers strip leading zeros, some add one. */
function scalarOf(bytes: Uint8Array, spec: KeySpecName): Uint8Array {
  const { order = 0n, secretBytes } = keySpec(spec);
  const scalar = toBigInt(bytes);
  if (scalar === 0n || scalar >= order) throw new RangeError('ECPrivateKey out of range');
  return fromBigInt(scalar, secretBytes);
}
