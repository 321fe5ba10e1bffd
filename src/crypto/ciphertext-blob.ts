import { holds } from '../bytes/bytes.js';
import { fromHex } from '../bytes/hex.js';
import { memoByObject } from '../bytes/memo.js';
import { type CryptoBackend, CryptoError } from '../ports/crypto-backend.js';
import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import { translateError } from '../ports/translate-error.js';
import type { KeyMaterialEntry } from '../state/records/key-materials.js';
import {
  type BlobLayout,
  blobLayout,
  FILL_BYTES,
  layoutOfBlob,
  MARKER_AT,
  MARKER_BYTES,
  NONCE_BYTES,
  REFERENCE_AT,
  TAG_BYTES,
} from './blob-layout.js';
import { type EncryptionContext, encodeEncryptionContext, encryptionContextBehind } from './encryption-context.js';
import { KEY_REFERENCE_BYTES, type KeyName, keyReference, readKeyReference } from './key-reference.js';

/** A blob whose outside is sound; only opening it tells whether the inside is. */
export interface CiphertextBlob {
  /** The key it is encrypted under. */
  readonly key: KeyName;
  readonly bytes: Uint8Array;
  readonly layout: BlobLayout;
}

const markerOf = memoByObject(({ KeyMaterialId }: KeyMaterialEntry) =>
  fromHex(KeyMaterialId.slice(0, 2 * MARKER_BYTES)),
);

export interface Sealing {
  readonly key: KeyName;
  readonly entry: KeyMaterialEntry;
  readonly encryptionContext: EncryptionContext | undefined;
  readonly plaintext: Uint8Array;
  /** Fresh bytes for the nonce and the fill. */
  readonly random: (length: number) => Uint8Array;
}

/** AES-256-GCM; everything before the ciphertext and the encryption context are additional authenticated data. */
export function sealBlob(crypto: CryptoBackend, sealing: Sealing): MaybePromise<Uint8Array> {
  const { entry, plaintext } = sealing;
  const layout = blobLayout(FILL_BYTES + plaintext.length + TAG_BYTES);
  const frontBytes = layout.contentAt + FILL_BYTES;
  const aad = encodeEncryptionContext(sealing.encryptionContext, frontBytes);
  aad.set(layout.template);
  aad.set(keyReference(sealing.key), REFERENCE_AT);
  aad.set(markerOf(entry), MARKER_AT);
  // No view of so small an array, for which V8 would have to move it: that costs more than all the rest here.
  const random = sealing.random(NONCE_BYTES + FILL_BYTES);
  for (let i = 0; i < NONCE_BYTES; i++) aad[layout.nonceAt + i] = random[i] as number;
  for (let i = 0; i < FILL_BYTES; i++) aad[layout.contentAt + i] = random[NONCE_BYTES + i] as number;
  const nonce = aad.subarray(layout.nonceAt, layout.nonceAt + NONCE_BYTES);
  return whenReady(crypto.seal(entry.material, nonce, aad, plaintext, frontBytes), (blob) => {
    blob.set(aad.subarray(0, frontBytes));
    return blob;
  });
}

/** Reads the outside; undefined for bytes that are no blob of this kind. */
export function parseBlob(bytes: Uint8Array): CiphertextBlob | undefined {
  const layout = layoutOfBlob(bytes.length);
  if (layout === undefined || bytes.length < layout.contentAt + FILL_BYTES + TAG_BYTES) return undefined;
  if (!matches(bytes, layout)) return undefined;
  const key = readKeyReference(bytes, REFERENCE_AT);
  return key && { key, bytes, layout };
}

/** The one of a key's materials that sealed the blob. */
export function materialOf(blob: CiphertextBlob, entries: readonly KeyMaterialEntry[]): KeyMaterialEntry | undefined {
  return entries.find((entry) => holds(blob.bytes, MARKER_AT, markerOf(entry)));
}

/** The plaintext, or undefined where the blob was altered or its encryption context is another. */
export function openBlob(
  crypto: CryptoBackend,
  blob: CiphertextBlob,
  entry: KeyMaterialEntry,
  encryptionContext: EncryptionContext | undefined,
): MaybePromise<Uint8Array | undefined> {
  const { bytes, layout } = blob;
  const sealedAt = layout.contentAt + FILL_BYTES;
  const nonce = bytes.subarray(layout.nonceAt, layout.nonceAt + NONCE_BYTES);
  const aad = encryptionContextBehind(bytes.subarray(0, sealedAt), encryptionContext);
  const open = () => crypto.open(entry.material, nonce, aad, bytes.subarray(sealedAt));
  return translateError(CryptoError, open, () => undefined);
}

/** Where the template is fixed, the blob must agree. */
function matches(bytes: Uint8Array, { template, nonceAt }: BlobLayout): boolean {
  return (
    areSame(bytes, template, 0, REFERENCE_AT) &&
    areSame(bytes, template, REFERENCE_AT + KEY_REFERENCE_BYTES, MARKER_AT) &&
    areSame(bytes, template, MARKER_AT + MARKER_BYTES, nonceAt) &&
    areSame(bytes, template, nonceAt + NONCE_BYTES, template.length)
  );
}

function areSame(one: Uint8Array, other: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (one[at] !== other[at]) return false;
  return true;
}
