import { toHex } from './hex.js';

/** A UUID of version 4 (RFC 9562 §5.4) of 16 random bytes. */
export function uuid(random: Uint8Array): string {
  const bytes = new Uint8Array(random);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return hyphenated(toHex(bytes));
}

/** 32 hexadecimal digits as the text of a UUID. */
export function hyphenated(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
