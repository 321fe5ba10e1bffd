/**
 * A number for a row as it is in the database: keys and values that are not the same have, but by chance, not the same one.
 * The numbers of all rows are summed up (`addSeal`), so that a write need only know of the rows that it changes. Against
 * damage, not against forgers: it is made of every row whenever a world opens, and SHA-256 would take several times as long.
 */
export function rowSeal(key: string, text: string): number {
  low = 0x811c9dc5;
  high = 0x1b873593;
  mix(key);
  mix(text);
  return (high & 0xfffff) * 2 ** 32 + (low >>> 0);
}

const SEALS = 2 ** 52;

/** The seal of rows with one more, or with one less. */
export function addSeal(sum: number, seal: number): number {
  return (sum + seal) % SEALS;
}

export function takeSeal(sum: number, seal: number): number {
  return (sum + SEALS - seal) % SEALS;
}

// Kept between calls, since most rows are short and there may be millions.
let low = 0;
let high = 0;
let bytes = new Uint8Array(4096);
let words = new Int32Array(bytes.buffer);
let encoder: TextEncoder | undefined;

/** Each word is mixed into both halves in a way of their own; each step by itself can be undone, so that no change gets lost. */
function mix(text: string): void {
  // No character takes more than three bytes.
  if (3 * text.length + 4 > bytes.length) {
    bytes = new Uint8Array(12 * text.length + 16);
    words = new Int32Array(bytes.buffer);
  }
  encoder ??= new TextEncoder();
  const { written } = encoder.encodeInto(text, bytes);
  for (let at = written; at % 4 > 0; at++) bytes[at] = 0;
  // The length too, and by itself: else the end of one text could be the beginning of the next.
  let a = Math.imul(low ^ written, 0xcc9e2d51);
  let b = Math.imul(high ^ written, 0xc2b2ae35);
  for (let at = 0; 4 * at < written; at++) {
    const word = words[at] as number;
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85ebca6b);
    b ^= b >>> 13;
  }
  low = a;
  high = b;
}
