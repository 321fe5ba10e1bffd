/** Bytes without Node's `Buffer` around them: OpenSSL's output has memory of its own, so that a view will do; else a copy. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  const alone = bytes.buffer.byteLength === bytes.length;
  return alone ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
