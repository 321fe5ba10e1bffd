import { concat, equal, uint32 } from '../../../bytes/bytes.js';
import { fromHex } from '../../../bytes/hex.js';

/** The hash of the signature, synchronous: MGF1 calls it many times. */
export type SyncHash = (data: Uint8Array) => Uint8Array;

/** DigestInfo up to the digest, by its bytes (RFC 8017 §9.2 note 1). */
const DIGEST_INFO: { readonly [bytes: number]: string } = {
  32: '3031300d060960864801650304020105000420',
  48: '3041300d060960864801650304020205000430',
  64: '3051300d060960864801650304020305000440',
};

/** EMSA-PKCS1-v1_5 of a digest (RFC 8017 §9.2) as long as the modulus. */
export function pkcs1Encode(digest: Uint8Array, modulusBytes: number): Uint8Array {
  const info = concat(fromHex(DIGEST_INFO[digest.length] ?? ''), digest);
  const encoded = new Uint8Array(modulusBytes).fill(0xff);
  encoded.set([0, 1]);
  encoded[modulusBytes - info.length - 1] = 0;
  encoded.set(info, modulusBytes - info.length);
  return encoded;
}

/** EMSA-PSS of a digest (RFC 8017 §9.1.1) with MGF1 of the same hash, for a modulus of whole bytes. */
export function pssEncode(digest: Uint8Array, salt: Uint8Array, modulusBytes: number, hash: SyncHash): Uint8Array {
  const h = pssHash(digest, salt, hash);
  const db = new Uint8Array(modulusBytes - h.length - 1);
  db[db.length - salt.length - 1] = 1;
  db.set(salt, db.length - salt.length);
  return concat(mask(db, h, hash), h, Uint8Array.of(0xbc));
}

/** EMSA-PSS verification (RFC 8017 §9.1.2) with a salt as long as the hash, as AWS KMS makes and demands it. */
export function pssMatches(digest: Uint8Array, encoded: Uint8Array, hash: SyncHash): boolean {
  const dbBytes = encoded.length - digest.length - 1;
  const masked = encoded.subarray(0, dbBytes);
  const h = encoded.subarray(dbBytes, -1);
  if (encoded.at(-1) !== 0xbc || (masked[0] as number) >= 0x80) return false;
  const db = mask(masked, h, hash);
  const zeros = dbBytes - digest.length - 1;
  const salt = db.subarray(zeros + 1);
  return db.findIndex((byte) => byte !== 0) === zeros && db[zeros] === 1 && equal(pssHash(digest, salt, hash), h);
}

function pssHash(digest: Uint8Array, salt: Uint8Array, hash: SyncHash): Uint8Array {
  return hash(concat(new Uint8Array(8), digest, salt));
}

/** The data block under MGF1's mask, its first bit cleared: the encoding has one bit less than the modulus. */
function mask(db: Uint8Array, seed: Uint8Array, hash: SyncHash): Uint8Array {
  const out = Uint8Array.from(db);
  for (let at = 0, counter = 0; at < db.length; at += seed.length, counter++) {
    const block = hash(concat(seed, uint32(counter)));
    for (let i = 0; i < block.length && at + i < db.length; i++) {
      out[at + i] = (db[at + i] as number) ^ (block[i] as number);
    }
  }
  out[0] = (out[0] as number) & 0x7f;
  return out;
}
