import { isDate, isReadableBytes } from '../../bytes/kind.js';

// Deeper than any input of AWS KMS; where a caller wrote a circle, the copy ends.
const MAX_DEPTH = 8;

export type CopyBytes = (bytes: Uint8Array) => Uint8Array;

function ownCopy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** A copy that shares nothing with the original: plain objects, lists, `Uint8Array`s and Dates of this realm. */
export function copyOf<T>(value: T, copyBytes: CopyBytes = ownCopy, depth = 0): T {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (ArrayBuffer.isView(value)) return (isReadableBytes(value) ? copyBytes(value) : value) as T;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, copyBytes, depth + 1)) as T;
  if (isDate(value)) return new Date(value.getTime()) as T;
  return Object.prototype.toString.call(value) === '[object Object]' ? copyMembers(value, copyBytes, depth) : value;
}

function copyMembers<T extends object>(value: T, copyBytes: CopyBytes, depth: number): T {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const item = copyOf((value as Record<string, unknown>)[name], copyBytes, depth + 1);
    // An own property also where it is named __proto__.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: item, enumerable: true });
    else copy[name] = item;
  }
  return copy as T;
}
