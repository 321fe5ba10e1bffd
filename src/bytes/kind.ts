// What a value really is, whatever it calls itself, and whichever realm it comes from.

/**
 * Whether a value is a `Uint8Array` that can be read: also a Buffer, and one of another realm, as test runners give
 * modules a realm of their own. Not what only calls itself so, and not one whose memory was transferred away.
 */
export function isReadableBytes(value: unknown): value is Uint8Array {
  if (!ArrayBuffer.isView(value)) return false;
  const bytes = value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
  return bytes && !isDetached(value.buffer);
}

/** No view can be made of memory that was transferred; only later runtimes have `detached` to ask. */
function isDetached(buffer: ArrayBufferLike): boolean {
  if (buffer.byteLength > 0) return false;
  try {
    return new Uint8Array(buffer).length > 0;
  } catch {
    return true;
  }
}

/** Whether a value is a Date, also one of fake timers: only these have the time that the method reads. */
export function isDate(value: unknown): value is Date {
  if (typeof value !== 'object' || value === null) return false;
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false;
  }
}
