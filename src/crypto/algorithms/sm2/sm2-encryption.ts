import { concat, equal, uint32, xor } from '../../../bytes/bytes.js';
import {
  contentOf,
  integer,
  OCTET_STRING,
  octetString,
  readInteger,
  readSequence,
  sequence,
} from '../../../bytes/der.js';
import { toBigInt } from '../../../bytes/integer.js';
import { CryptoError } from '../../../ports/crypto-backend.js';
import { type CurvePoint, field, Point } from './curve.js';
import type { Scalars } from './sm2-signature.js';
import { sm3 } from './sm3.js';

/** SM2 encryption (GB/T 32918.4 §6.1) as SM2Cipher DER (GM/T 0009-2012): x, y, SM3 hash, ciphertext. */
export function encrypt(plaintext: Uint8Array, publicKey: CurvePoint, scalars: Scalars): Uint8Array {
  for (;;) {
    const k = scalars();
    const c1 = Point.BASE.multiply(k).toAffine();
    const shared = sharedPoint(publicKey, k);
    const stream = keyStream(shared, plaintext.length);
    // A key stream of zeros would send the plaintext itself.
    if (stream.every((byte) => byte === 0)) continue;
    const check = octetString(hashOf(shared, plaintext));
    return sequence(integer(field(c1.x)), integer(field(c1.y)), check, octetString(xor(plaintext, stream)));
  }
}

/** Throws for anything that is not such a ciphertext of this key. */
export function decrypt(ciphertext: Uint8Array, secret: Uint8Array): Uint8Array {
  const [x, y, hash, encrypted, ...more] = readSequence(ciphertext);
  const c1 = Point.fromAffine({ x: toBigInt(readInteger(x)), y: toBigInt(readInteger(y)) });
  c1.assertValidity();
  const shared = sharedPoint(c1, toBigInt(secret));
  const c2 = contentOf(encrypted, OCTET_STRING);
  const plaintext = xor(c2, keyStream(shared, c2.length));
  if (more.length > 0 || !equal(hashOf(shared, plaintext), contentOf(hash, OCTET_STRING))) {
    throw new CryptoError('ciphertext: its hash does not fit');
  }
  return plaintext;
}

interface SharedPoint {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

function sharedPoint(point: CurvePoint, scalar: bigint): SharedPoint {
  const { x, y } = point.multiply(scalar).toAffine();
  return { x: field(x), y: field(y) };
}

function hashOf({ x, y }: SharedPoint, plaintext: Uint8Array): Uint8Array {
  return sm3(concat(x, plaintext, y));
}

/** The KDF of GB/T 32918.4 §5.4.3. */
function keyStream({ x, y }: SharedPoint, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => sm3(concat(x, y, uint32(i + 1))));
  return concat(...blocks).subarray(0, length);
}
