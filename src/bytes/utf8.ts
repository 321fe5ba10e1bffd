// Made on first use: Jest's jsdom environment has no TextEncoder, and importing this package there must not throw.
let encoder: TextEncoder | undefined;
let decoder: TextDecoder | undefined;

export function toUtf8(text: string): Uint8Array {
  return shortAscii(text) ?? encode(text);
}

const SHORT = 64;

/** Most texts here are short names, which the encoder takes longer for than this. */
function shortAscii(text: string): Uint8Array | undefined {
  if (text.length > SHORT) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return undefined;
    bytes[at] = code;
  }
  return bytes;
}

function encode(text: string): Uint8Array {
  encoder ??= new TextEncoder();
  // A copy into this realm's Uint8Array: under jsdom the encoder's result is another realm's.
  return new Uint8Array(encoder.encode(text));
}

/** How many bytes a text takes. */
export function utf8Length(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return encode(text).length;
  return text.length;
}

/** Writes a text to a place, and tells where it ends. */
export function writeUtf8(text: string, into: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) {
      const bytes = encode(text);
      into.set(bytes, at);
      return at + bytes.length;
    }
    into[at + i] = code;
  }
  return at + text.length;
}

export function fromUtf8(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
