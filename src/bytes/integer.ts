import { toHex } from './hex.js';

/** Big-endian bytes as an unsigned integer; no bytes are zero. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** Big-endian, `length` bytes. Throws a RangeError for an integer that is negative or does not fit. */
export function fromBigInt(value: bigint, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 0xffn);
  if (rest !== 0n) throw new RangeError(`integer does not fit into ${length} bytes`);
  return out;
}

/** Bits of a positive integer. */
export function bitLength(value: bigint): number {
  return value.toString(2).length;
}
