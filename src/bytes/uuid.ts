const DIGITS = '0123456789abcdef';

const characters: number[] = new Array(36).fill('-'.charCodeAt(0));

/** 16 bytes as the text of a UUID. Of one piece: the runtime's own are chains of twenty, ten times the memory. */
export function uuidOf(bytes: Uint8Array): string {
  let place = 0;
  for (const byte of bytes) {
    // RFC 9562 §4: hyphens stand here.
    if (place === 8 || place === 13 || place === 18 || place === 23) place++;
    characters[place++] = DIGITS.charCodeAt(byte >> 4);
    characters[place++] = DIGITS.charCodeAt(byte & 0x0f);
  }
  return String.fromCharCode.apply(null, characters);
}

/** A UUID of version 4 (RFC 9562 §5.4) of 16 random bytes, which it changes. */
export function randomUuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return uuidOf(bytes);
}
