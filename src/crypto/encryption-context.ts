import { pooled } from '../bytes/pool.js';
import { utf8Length, writeUtf8 } from '../bytes/utf8.js';

export type EncryptionContext = Readonly<Record<string, string>>;

/** The encryption context as additional authenticated data, behind what else is authenticated. */
export function encryptionContextBehind(front: Uint8Array, context: EncryptionContext | undefined): Uint8Array {
  const out = encodeEncryptionContext(context, front.length);
  out.set(front);
  return out;
}

/**
 * The encryption context as additional authenticated data, behind so many zeros. Pairs in order of their keys, each text
 * behind its length: no two contexts share a form. An absent context is an empty one.
 */
export function encodeEncryptionContext(context: EncryptionContext = {}, room = 0): Uint8Array {
  const names = Object.keys(context).sort();
  let length = room;
  for (const name of names) length += lengthOf(name) + lengthOf(context[name] as string);
  const out = pooled(length);
  let at = room;
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
