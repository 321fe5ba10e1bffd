const PAGE_BYTES = 65_536;

let page = new Uint8Array(0);
let used = 0;

/**
 * Zeros that share their memory with others: a third of the cost of an array of its own. For what stays inside; never
 * for what is handed out, since its `buffer` shows other bytes. A page is used once only, so nobody overwrites them.
 */
export function pooled(length: number): Uint8Array {
  // Anything else would stay in `used` and spoil every page after it.
  if (!Number.isSafeInteger(length)) throw new RangeError(`[localkms] no array has the length ${length}`);
  if (used + length > page.length) {
    page = new Uint8Array(Math.max(PAGE_BYTES, length));
    used = 0;
  }
  used += length;
  return page.subarray(used - length, used);
}

/** A copy for use inside. */
export function pooledCopy(bytes: Uint8Array): Uint8Array {
  const copy = pooled(bytes.length);
  copy.set(bytes);
  return copy;
}
