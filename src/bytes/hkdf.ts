import { concat } from './bytes.js';
import { hmacSha256 } from './sha256.js';

// HKDF (RFC 5869) with SHA-256.

/** The pseudorandom key. */
export function hkdfExtract(keyMaterial: Uint8Array, salt: Uint8Array): Uint8Array {
  return hmacSha256(salt, keyMaterial);
}

/** At most 255 hashes' length of output. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  let last = new Uint8Array();
  for (let at = 0; at < length; at += last.length) {
    last = hmacSha256(key, last, info, Uint8Array.of(blocks.length + 1));
    blocks.push(last);
  }
  return concat(...blocks).slice(0, length);
}
