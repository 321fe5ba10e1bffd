import { concat } from '../../../bytes/bytes.js';
import { integer, readInteger, readSequence, sequence } from '../../../bytes/der.js';

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
    return concat(widened(readInteger(r), width), widened(readInteger(s), width));
  } catch {
    return undefined;
  }
}

/** Throws a RangeError for an integer that does not fit. */
function widened(integer: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(width);
  out.set(integer, width - integer.length);
  return out;
}
