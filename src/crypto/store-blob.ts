import { concat } from '../bytes/bytes.js';
import { fromHex } from '../bytes/hex.js';
import { KEY_REFERENCE_BYTES, type KeyName, keyReference, readKeyReference } from './key-reference.js';

/*
 * Blobs of keys in custom key stores are longer than others, and different:
 *   01 03 02 00 78 | key reference, 32 | what the key store made of the blob inside
 */
const HEADER = fromHex('0103020078');
const FRONT_BYTES = HEADER.length + KEY_REFERENCE_BYTES;

/** A blob of a key in a custom key store, taken apart. */
export interface StoreBlob {
  /** The key it is encrypted under. */
  readonly key: KeyName;
  readonly front: Uint8Array;
  readonly content: Uint8Array;
}

export function storeBlobFront(key: KeyName): Uint8Array {
  return concat(HEADER, keyReference(key));
}

/** Reads the outside; undefined for bytes that are no blob of this kind. */
export function parseStoreBlob(bytes: Uint8Array): StoreBlob | undefined {
  const front = bytes.subarray(0, FRONT_BYTES);
  if (front.length < FRONT_BYTES || HEADER.some((byte, at) => byte !== front[at])) return undefined;
  const key = readKeyReference(front, HEADER.length);
  return key === undefined ? undefined : { key, front, content: bytes.subarray(FRONT_BYTES) };
}
