/** RFC 9562 §4: hyphens after these bytes. */
const HYPHEN_AFTER = [3, 5, 7, 9];
const PLACES = Array.from({ length: 16 }, (_, byte) => 2 * byte + HYPHEN_AFTER.filter((after) => after < byte).length);
const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

const characters: number[] = new Array(36).fill('-'.charCodeAt(0));

/** 16 bytes as the text of a UUID. Of one piece: the runtime's own are chains of twenty, ten times the memory. */
export function uuidOf(bytes: Uint8Array): string {
  for (let at = 0; at < 16; at++) {
    const byte = bytes[at] as number;
    const place = PLACES[at] as number;
    characters[place] = DIGITS[byte >> 4] as number;
    characters[place + 1] = DIGITS[byte & 0x0f] as number;
  }
  return String.fromCharCode.apply(null, characters);
}

/** A UUID of version 4 (RFC 9562 §5.4) of 16 random bytes, which it changes. */
export function randomUuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return uuidOf(bytes);
}
