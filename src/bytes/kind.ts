// What a value really is, whatever it calls itself, and whichever realm it comes from.

/**
 * Whether a value is a `Uint8Array` that can be read: also a Buffer, and one of another realm, as test runners give
 * modules a realm of their own. Not what only calls itself so, and not one whose memory is no longer there.
 */
export function isReadableBytes(value: unknown): value is Uint8Array {
  if (!ArrayBuffer.isView(value)) return false;
  const bytes = value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
  return bytes && !isOutOfReach(value as Uint8Array);
}

/** Bytes whose memory was transferred away, or shrank below them, are none, and no copy can be made of them. */
function isOutOfReach(bytes: Uint8Array): boolean {
  // Not `length`: once V8 of Node 20 has optimized it, that of a transferred array may be what it was before.
  if (bytes.byteLength > 0) return false;
  try {
    return new Uint8Array(bytes).length > 0;
  } catch {
    return true;
  }
}

/** Whether a value is a Date, also one of fake timers: only these have the time that the method reads. */
export function isDate(value: unknown): value is Date {
  // Most values are none; an error that is thrown and caught costs more than all else about a call.
  if (typeof value !== 'object' || Object.prototype.toString.call(value) !== '[object Date]') return false;
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false;
  }
}

const UNBOX = [String.prototype.valueOf, Number.prototype.valueOf, Boolean.prototype.valueOf] as const;

/** The text, number or boolean in an object such as `new String('text')`; any other value as it is. */
export function unboxed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const unbox of UNBOX) {
    try {
      return Reflect.apply(unbox, value, []);
    } catch {
      // It is no such box.
    }
  }
  return value;
}
