import { pooled } from '../bytes/pool.js';
import { toUtf8 } from '../bytes/utf8.js';

export type EncryptionContext = Readonly<Record<string, string>>;

const NOTHING = new Uint8Array(0);

/**
 * The encryption context as additional authenticated data, behind `front` where that is authenticated too. Pairs in order
 * of their keys, each text behind its length: no two contexts share a form. An absent context is an empty one.
 */
export function encodeEncryptionContext(
  context: EncryptionContext | undefined,
  front: Uint8Array = NOTHING,
): Uint8Array {
  const texts = textsOf(context);
  if (texts.length === 0) return front;
  let length = front.length;
  for (const text of texts) length += 4 + text.length;
  const out = pooled(length);
  out.set(front);
  let at = front.length;
  for (const text of texts) {
    out[at] = text.length >>> 24;
    out[at + 1] = text.length >>> 16;
    out[at + 2] = text.length >>> 8;
    out[at + 3] = text.length;
    out.set(text, at + 4);
    at += 4 + text.length;
  }
  return out;
}

function textsOf(context: EncryptionContext = {}): Uint8Array[] {
  const texts: Uint8Array[] = [];
  for (const key of Object.keys(context).sort()) texts.push(toUtf8(key), toUtf8(context[key] as string));
  return texts;
}
