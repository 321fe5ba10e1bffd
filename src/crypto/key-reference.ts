import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal } from '../bytes/bytes.js';
import { fromHex, toHex } from '../bytes/hex.js';
import { memo } from '../bytes/memo.js';
import { toUtf8 } from '../bytes/utf8.js';
import { hyphenated } from '../bytes/uuid.js';

/** Bytes in a ciphertext blob that name its key; constant per key, as in AWS's. */
export const KEY_REFERENCE_BYTES = 32;

const CHECK_BYTES = 10;
const MULTI_REGION_PREFIX = 'mrk-';

/**
 * Names `<account>/<KeyId>`, so that Decrypt finds the key in the blob alone, in any world that has the key.
 * A check value in front masks the rest, and tells a reference from any other bytes.
 */
export const keyReference: (keyMaterialsId: string) => Uint8Array = memo(10_000, (keyMaterialsId: string) => {
  const [account, keyId] = keyMaterialsId.split('/') as [string, string];
  const multiRegion = keyId.startsWith(MULTI_REGION_PREFIX);
  const id = multiRegion ? keyId.slice(MULTI_REGION_PREFIX.length) : keyId.replaceAll('-', '');
  const plain = fromHex(`${Number(account).toString(16).padStart(10, '0')}${multiRegion ? '01' : '00'}${id}`);
  const check = checkOf(plain);
  return concat(check, masked(plain, check));
});

interface Known {
  readonly reference: Uint8Array;
  readonly keyMaterialsId: string;
}

const MOST_KNOWN = 10_000;
const known = new Map<number, Known>();

/** `<account>/<KeyId>`, or undefined for bytes that no `keyReference` gives. */
export function readKeyReference(reference: Uint8Array): string | undefined {
  const place = placeOf(reference);
  const found = known.get(place);
  if (found !== undefined && equal(found.reference, reference)) return found.keyMaterialsId;
  const keyMaterialsId = read(reference);
  if (keyMaterialsId === undefined) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(place, { reference: reference.slice(), keyMaterialsId });
  return keyMaterialsId;
}

/** A number of 32 bits of the check value: a far cheaper key than a text of all bytes. */
function placeOf(reference: Uint8Array): number {
  const [a, b, c, d] = reference as unknown as [number, number, number, number];
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function read(reference: Uint8Array): string | undefined {
  const check = reference.subarray(0, CHECK_BYTES);
  const plain = masked(reference.subarray(CHECK_BYTES), check);
  if (!equal(checkOf(plain), check)) return undefined;
  const account = String(Number(`0x${toHex(plain.subarray(0, 5))}`)).padStart(12, '0');
  const id = toHex(plain.subarray(6));
  if (plain[5] === 1) return `${account}/${MULTI_REGION_PREFIX}${id}`;
  return `${account}/${hyphenated(id)}`;
}

function checkOf(plain: Uint8Array): Uint8Array {
  return sha256(concat(toUtf8('localkms key reference'), plain)).slice(0, CHECK_BYTES);
}

function masked(bytes: Uint8Array, check: Uint8Array): Uint8Array {
  const mask = sha256(check);
  return bytes.map((byte, at) => byte ^ (mask[at] as number));
}
