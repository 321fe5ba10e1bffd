import { pooled } from '../bytes/pool.js';
import { utf8Length, writeUtf8 } from '../bytes/utf8.js';

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
  if (context === undefined) return front;
  const names = Object.keys(context).sort();
  let length = front.length;
  for (const name of names) length += lengthOf(name) + lengthOf(context[name] as string);
  if (length === front.length) return front;
  const out = pooled(length);
  out.set(front);
  let at = front.length;
  for (const name of names) {
    at = write(name, out, at);
    at = write(context[name] as string, out, at);
  }
  return out;
}

const LENGTH_BYTES = 4;

function lengthOf(text: string): number {
  return LENGTH_BYTES + utf8Length(text);
}

/** Writes a text behind its length, and tells where it ends. */
function write(text: string, into: Uint8Array, at: number): number {
  const end = writeUtf8(text, into, at + LENGTH_BYTES);
  const length = end - at - LENGTH_BYTES;
  into[at] = length >>> 24;
  into[at + 1] = length >>> 16;
  into[at + 2] = length >>> 8;
  into[at + 3] = length;
  return end;
}
