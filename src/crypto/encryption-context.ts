import { concat, uint32 } from '../bytes/bytes.js';
import { toUtf8 } from '../bytes/utf8.js';

export type EncryptionContext = Readonly<Record<string, string>>;

const EMPTY = new Uint8Array(0);

/**
 * The encryption context as additional authenticated data. Pairs in order of their keys, each text behind its length:
 * no two contexts share a form. An absent context is an empty one.
 */
export function encodeEncryptionContext(context: EncryptionContext | undefined): Uint8Array {
  if (context === undefined) return EMPTY;
  const keys = Object.keys(context);
  if (keys.length === 0) return EMPTY;
  keys.sort();
  const parts: Uint8Array[] = [];
  for (const key of keys) {
    for (const text of [key, context[key] as string]) {
      const bytes = toUtf8(text);
      parts.push(uint32(bytes.length), bytes);
    }
  }
  return concat(...parts);
}
