import { isDate, isReadableBytes } from '../../bytes/kind.js';

/** Of the objects within objects of AWS KMS: a grant's encryption context, in its constraints, in a list, in an output. */
const MAX_DEPTH = 4;

/** What a number or a boolean counts. */
const SCALAR_BYTES = 8;

/** How bytes are copied, and how many bytes and characters were copied in all. */
export interface Copier {
  copyBytes(bytes: Uint8Array): Uint8Array;
  size: number;
}

export function copierOf(copyBytes: Copier['copyBytes']): Copier {
  return { copyBytes, size: 0 };
}

/**
 * A copy that shares nothing with the original: plain objects, lists, `Uint8Array`s and Dates of this realm. It ends where
 * the original is deeper than anything of AWS KMS: it may be a circle, and one with many ways round is large at any depth.
 */
export function copyOf<T>(value: T, copier: Copier = copierOf((bytes) => new Uint8Array(bytes)), depth = 0): T {
  if (typeof value !== 'object' || value === null) {
    copier.size += typeof value === 'string' ? value.length : SCALAR_BYTES;
    return value;
  }
  if (depth > MAX_DEPTH) return undefined as T;
  if (ArrayBuffer.isView(value))
    return (isReadableBytes(value) ? copyBytes(value, copier) : copyView(value, copier)) as T;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, copier, depth + 1)) as T;
  if (Object.prototype.toString.call(value) === '[object Object]') return copyMembers(value, copier, depth);
  return isDate(value) ? (new Date(value.getTime()) as T) : value;
}

function copyBytes(bytes: Uint8Array, copier: Copier): Uint8Array {
  copier.size += bytes.byteLength;
  return copier.copyBytes(bytes);
}

/** Of a view that no member of AWS KMS takes; nothing where its memory was transferred away. */
function copyView(view: ArrayBufferView, copier: Copier): ArrayBufferView | undefined {
  try {
    const copy = structuredClone(view);
    copier.size += copy.byteLength;
    return copy;
  } catch {
    return undefined;
  }
}

function copyMembers<T extends object>(value: T, copier: Copier, depth: number): T {
  // Most members are text and need no more than this.
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const name of Object.keys(copy)) {
    const item = copy[name];
    copier.size += name.length;
    if (typeof item === 'string') copier.size += item.length;
    else copy[name] = copyOf(item, copier, depth + 1);
  }
  return copy as T;
}
