import { concat } from '../../../bytes/bytes.js';
import { toBigInt } from '../../../bytes/integer.js';
import { decodeSignature, encodeSignature } from '../../key-files/ec/ecdsa-signature.js';
import { CURVE, type CurvePoint, field, modOrder, Point } from './curve.js';
import { sm3 } from './sm3.js';

/** The distinguishing ID that AWS KMS uses: `1234567812345678` (GM/T 0009-2012 §10), after its length in bits. */
const DISTINGUISHING_ID = Uint8Array.from('\0\x801234567812345678', (character) => character.charCodeAt(0));

/** Where a scalar below the order comes from; asked again where one does not serve. */
export type Scalars = () => bigint;

/** e of GB/T 32918.2 §6: SM3 of the signer's identity and the message. */
export function messageDigest(publicKey: CurvePoint, message: Uint8Array): Uint8Array {
  const { x, y } = publicKey.toAffine();
  const identity = [CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy, x, y].map(field);
  return sm3(concat(sm3(concat(DISTINGUISHING_ID, ...identity)), message));
}

/** The SM2 signature of a digest, DER (GB/T 32918.2 §6.1). */
export function sign(digest: Uint8Array, secret: Uint8Array, scalars: Scalars): Uint8Array {
  const e = toBigInt(digest);
  const d = toBigInt(secret);
  for (;;) {
    const k = scalars();
    const r = modOrder(e + Point.BASE.multiply(k).toAffine().x);
    const s = modOrder(Point.Fn.inv(modOrder(1n + d)) * modOrder(k - r * d));
    if (r !== 0n && r + k !== CURVE.n && s !== 0n) return encodeSignature(concat(field(r), field(s)));
  }
}

/** GB/T 32918.2 §7.1. */
export function verify(digest: Uint8Array, publicKey: CurvePoint, signature: Uint8Array): boolean {
  const rs = decodeSignature(signature, 32);
  if (rs === undefined) return false;
  const r = toBigInt(rs.subarray(0, 32));
  const s = toBigInt(rs.subarray(32));
  const t = modOrder(r + s);
  if (r === 0n || r >= CURVE.n || s === 0n || s >= CURVE.n || t === 0n) return false;
  const point = Point.BASE.multiplyUnsafe(s).add(publicKey.multiplyUnsafe(t));
  return !point.is0() && modOrder(toBigInt(digest) + point.toAffine().x) === r;
}
