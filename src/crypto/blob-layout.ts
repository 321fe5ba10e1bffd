import { concat, uint32 } from '../bytes/bytes.js';
import { fromHex } from '../bytes/hex.js';
import { memo } from '../bytes/memo.js';
import { KEY_REFERENCE_BYTES } from './key-reference.js';

/*
 * The outside of AWS's symmetric ciphertext blobs:
 *   01 02 02 00 78 | key reference, 32 | 01 | marker of the material, 16 | length of the rest, 4 |
 *   CMS ContentInfo { EncryptedData { data, aes256-GCM { nonce, 16 }, [0] content } }      (RFC 5652, RFC 5084)
 * The content is 27 bytes longer than the plaintext: 16 of tag and 11 whose meaning AWS does not tell.
 */
export const MARKER_BYTES = 16;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const FILL_BYTES = 11;

const HEADER = fromHex('0102020078');
export const REFERENCE_AT: number = HEADER.length;
export const MARKER_AT: number = REFERENCE_AT + KEY_REFERENCE_BYTES + 1;

const ENCRYPTED_DATA = fromHex('06092a864886f70d010706');
const DATA = fromHex('06092a864886f70d010701');
const AES_256_GCM = fromHex('060960864801650304012e');
const VERSION_0 = fromHex('020100');
const TAG_LENGTH = fromHex('020110');

/** Everything before the content for one length of content, with zeros where a blob has bytes of its own. */
export interface BlobLayout {
  readonly template: Uint8Array;
  readonly nonceAt: number;
  readonly contentAt: number;
}

export const blobLayout: (contentLength: number) => BlobLayout = memo(8192, (contentLength: number) => {
  const gcm = element(0x30, AES_256_GCM, element(0x30, element(0x04, new Uint8Array(NONCE_BYTES)), TAG_LENGTH));
  const content = header(0x80, contentLength);
  const info = open(0x30, contentLength, DATA, gcm, content);
  const encryptedData = open(0x30, contentLength, VERSION_0, info);
  const explicit = open(0xa0, contentLength, encryptedData);
  const cms = open(0x30, contentLength, ENCRYPTED_DATA, explicit);
  const template = concat(
    HEADER,
    new Uint8Array(KEY_REFERENCE_BYTES),
    Uint8Array.of(1),
    new Uint8Array(MARKER_BYTES),
    uint32(cms.length + contentLength),
    cms,
  );
  const contentAt = template.length;
  return { template, contentAt, nonceAt: contentAt - content.length - TAG_LENGTH.length - NONCE_BYTES };
});

/** The layout of a blob of that length; undefined where no content gives that length. */
export const layoutOfBlob: (length: number) => BlobLayout | undefined = memo(8192, (length: number) => {
  // The part before the content grows with the DER lengths in it, so the content is found by trying their few sizes.
  for (let before = blobLayout(0).contentAt; before < length; before++) {
    const layout = blobLayout(length - before);
    if (layout.contentAt === before) return layout;
  }
  return undefined;
});

function header(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  if (length < 0x100) return Uint8Array.of(tag, 0x81, length);
  return Uint8Array.of(tag, 0x82, length >>> 8, length);
}

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return open(tag, 0, ...parts);
}

/** An element whose last `missing` bytes are still to come. */
function open(tag: number, missing: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(header(tag, body.length + missing), body);
}
