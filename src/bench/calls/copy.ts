import { isDate, isReadableBytes } from '../../bytes/kind.js';

/** Of the objects within objects of AWS KMS: a grant's encryption context, in its constraints, in a list, in an output. */
const MAX_DEPTH = 4;

export type CopyBytes = (bytes: Uint8Array) => Uint8Array;

function ownCopy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/**
 * A copy that shares nothing with the original: plain objects, lists, `Uint8Array`s and Dates of this realm. It ends where
 * the original is deeper than anything of AWS KMS: it may be a circle, and one with many ways round is large at any depth.
 */
export function copyOf<T>(value: T, copyBytes: CopyBytes = ownCopy, depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return undefined as T;
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
