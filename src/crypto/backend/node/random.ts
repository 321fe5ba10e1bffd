import { randomFillSync } from 'node:crypto';

/** A call into OpenSSL costs as much for a page as for a nonce, so small requests share one, as `randomUUID` does. */
const page = new Uint8Array(4096);
let used = page.length;

export function random(length: number): Uint8Array {
  if (length > page.length / 8) return randomFillSync(new Uint8Array(length));
  if (used + length > page.length) {
    randomFillSync(page);
    used = 0;
  }
  const bytes = page.slice(used, used + length);
  // What was given away must not be found here.
  page.fill(0, used, used + length);
  used += length;
  return bytes;
}
