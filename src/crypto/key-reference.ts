import { concat, equal, holds, xor } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { fromHex, toHex } from '../bytes/hex.js';
import { memoByObject } from '../bytes/memo.js';
import { toUtf8 } from '../bytes/utf8.js';
import { uuidOf } from '../bytes/uuid.js';

/** Bytes in a ciphertext blob that name its key; constant per key, as in AWS's. */
export const KEY_REFERENCE_BYTES = 32;

const CHECK_BYTES = 10;
const MULTI_REGION_PREFIX = 'mrk-';

/** What related multi-Region keys have in common; a key record tells it too. */
export interface KeyName {
  readonly account: string;
  readonly KeyId: string;
}

/**
 * Names a key, so that Decrypt finds the key in the blob alone, in any world that has the key.
 * A check value in front masks the rest, and tells a reference from any other bytes.
 */
export const keyReference: (key: KeyName) => Uint8Array = memoByObject(({ account, KeyId }: KeyName) => {
  const multiRegion = KeyId.startsWith(MULTI_REGION_PREFIX);
  const id = multiRegion ? KeyId.slice(MULTI_REGION_PREFIX.length) : KeyId.replaceAll('-', '');
  const plain = fromHex(`${Number(account).toString(16).padStart(10, '0')}${multiRegion ? '01' : '00'}${id}`);
  const check = checkOf(plain);
  return concat(check, masked(plain, check));
});

interface Known {
  readonly reference: Uint8Array;
  readonly key: KeyName;
}

const MOST_KNOWN = 10_000;
const known = new Map<number, Known>();

/** The key that the reference in a blob names; undefined for bytes that no `keyReference` gives. */
export function readKeyReference(blob: Uint8Array, at: number): KeyName | undefined {
  const first = firstOf(blob, at);
  const found = known.get(first);
  if (found !== undefined && holds(blob, at, found.reference)) return found.key;
  const reference = blob.slice(at, at + KEY_REFERENCE_BYTES);
  const key = read(reference);
  if (key === undefined) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(first, { reference, key });
  return key;
}

/** A number of 32 bits of the check value: a far cheaper key than a text of all bytes. */
function firstOf(blob: Uint8Array, at: number): number {
  let first = 0;
  for (let i = 0; i < 4; i++) first = (first << 8) | (blob[at + i] as number);
  return first;
}

function read(reference: Uint8Array): KeyName | undefined {
  const check = reference.subarray(0, CHECK_BYTES);
  const plain = masked(reference.subarray(CHECK_BYTES), check);
  if (!equal(checkOf(plain), check)) return undefined;
  const account = String(Number(`0x${toHex(plain.subarray(0, 5))}`)).padStart(12, '0');
  const id = plain.subarray(6);
  return { account, KeyId: plain[5] === 1 ? MULTI_REGION_PREFIX + toHex(id) : uuidOf(id) };
}

function checkOf(plain: Uint8Array): Uint8Array {
  return sha256(concat(toUtf8('localkms key reference'), plain)).slice(0, CHECK_BYTES);
}

function masked(bytes: Uint8Array, check: Uint8Array): Uint8Array {
  return xor(bytes, sha256(check));
}
