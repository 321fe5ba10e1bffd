// Made on first use: Jest's jsdom environment has no TextEncoder, and importing this package there must not throw.
let encoder: TextEncoder | undefined;
let decoder: TextDecoder | undefined;

export function toUtf8(text: string): Uint8Array {
  encoder ??= new TextEncoder();
  // A copy into this realm's Uint8Array: under jsdom the encoder's result is another realm's.
  return new Uint8Array(encoder.encode(text));
}

export function fromUtf8(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
