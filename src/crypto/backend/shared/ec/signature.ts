import { concat } from '../../../../bytes/bytes.js';
import { integer, readInteger, readSequence, sequence } from '../../../../bytes/der.js';
import { fromBigInt, toBigInt } from '../../../../bytes/integer.js';

/** ECDSA-Sig-Value, DER (RFC 3279), of r and s side by side. */
export function encodeSignature(rs: Uint8Array): Uint8Array {
  const width = rs.length / 2;
  return sequence(integer(rs.subarray(0, width)), integer(rs.subarray(width)));
}

/** r and s side by side, each of that width; undefined for anything but DER of two integers that fit. */
export function decodeSignature(der: Uint8Array, width: number): Uint8Array | undefined {
  try {
    const [r, s, ...more] = readSequence(der);
    if (more.length > 0) return undefined;
    return concat(fromBigInt(toBigInt(readInteger(r)), width), fromBigInt(toBigInt(readInteger(s)), width));
  } catch {
    return undefined;
  }
}
