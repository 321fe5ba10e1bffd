import { equal } from '../../bytes/bytes.js';

/** The compressed form of an uncompressed point (SEC 1 §2.3.3). */
export function compress(point: Uint8Array): Uint8Array {
  const width = (point.length - 1) / 2;
  return Uint8Array.of(2 + ((point[2 * width] as number) & 1), ...point.subarray(1, 1 + width));
}

/** Whether a private key's claim of its public key, in either form of a point, is the public key it has. */
export function isPublicKey(claimed: Uint8Array, actual: Uint8Array): boolean {
  return equal(claimed, actual) || (actual[0] === 4 && equal(claimed, compress(actual)));
}
