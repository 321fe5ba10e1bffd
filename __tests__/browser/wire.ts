import { fromBase64, toBase64 } from '../../src/bytes/base64.js';
import type { CryptoBackend } from '../../src/ports/crypto-backend.js';

/** One call of a backend on the other side of the page, which text alone crosses. */
export interface RemoteCall {
  readonly method: Exclude<keyof CryptoBackend, 'name' | 'random'>;
  readonly args: readonly unknown[];
}

/** What it returned, or the message of the CryptoError that it threw. */
export type RemoteAnswer = { readonly value: unknown } | { readonly cryptoError: string };

export function toWire(content: RemoteCall | RemoteAnswer): string {
  return JSON.stringify(content, (_, value) => (value instanceof Uint8Array ? { base64: toBase64(value) } : value));
}

export function fromWire<T extends RemoteCall | RemoteAnswer>(text: string): T {
  return JSON.parse(text, (_, value) => (typeof value?.base64 === 'string' ? fromBase64(value.base64) : value));
}
