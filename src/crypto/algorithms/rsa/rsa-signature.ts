import { equal } from '../../../bytes/bytes.js';
import type { SigningRequest } from '../signing-schemes.js';
import { pkcs1Encode, pssEncode, pssMatches, type SyncHash } from './padding.js';

/** How to encode a digest for the RSA operation: the salt is as long as the hash, and derived where none is wished. */
export function encodeForSignature(
  { scheme }: SigningRequest,
  digest: Uint8Array,
  modulusBytes: number,
  hash: SyncHash,
  random: ((length: number) => Uint8Array) | undefined,
): Uint8Array {
  if (scheme === 'pkcs1') return pkcs1Encode(digest, modulusBytes);
  return pssEncode(digest, random?.(digest.length) ?? hash(digest), modulusBytes, hash);
}

/** Whether the encoding that the RSA operation gave back is one of the digest; PKCS #1 is compared whole, not parsed. */
export function isEncodingOf(
  { scheme }: SigningRequest,
  digest: Uint8Array,
  encoded: Uint8Array,
  hash: SyncHash,
): boolean {
  if (scheme === 'pkcs1') return equal(pkcs1Encode(digest, encoded.length), encoded);
  return pssMatches(digest, encoded, hash);
}
