import { sha256 } from '../../bytes/hashes.js';
import { toHex } from '../../bytes/hex.js';
import { toUtf8 } from '../../bytes/utf8.js';
import { randomUuid } from '../../bytes/uuid.js';

// What AWS chooses by chance is made from its place in the source: the same in every process, and in no two places.

/** As JSON, no two lists of parts are one text. */
function digest(parts: readonly string[]): Uint8Array {
  return sha256(toUtf8(JSON.stringify(parts)));
}

/** A key id: a UUID, or `mrk-` and 32 hexadecimal digits. */
export function keyIdOf(isMultiRegion: boolean, ...parts: readonly string[]): string {
  const bytes = digest(parts).slice(0, 16);
  return isMultiRegion ? `mrk-${toHex(bytes)}` : randomUuid(bytes);
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** As the end of the names that CloudFormation makes. */
export function suffixOf(...parts: readonly string[]): string {
  return Array.from(digest(parts).subarray(0, 12), (byte) => LETTERS_AND_DIGITS[byte % 36]).join('');
}

/** As the end of the names that Terraform makes. */
export function digitsOf(...parts: readonly string[]): string {
  return Array.from(digest(parts).subarray(0, 26), (byte) => byte % 10).join('');
}
