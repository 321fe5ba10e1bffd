import { ed25519, ed25519ph } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equal } from '../../../bytes/bytes.js';
import { toBigInt } from '../../../bytes/integer.js';
import type { PublicKey } from '../../key-files/public-key.js';
import { secretOf } from '../../key-files/secret.js';
import type { AsymmetricFamily } from '../asymmetric-family.js';
import type { SigningRequest } from '../signing-schemes.js';

const { Point } = ed25519;

/** dom2(1, "") of RFC 8032 §2: what tells Ed25519ph from Ed25519. */
const PREHASH_DOMAIN = concat(ascii('SigEd25519 no Ed25519 collisions'), Uint8Array.of(1, 0));

/** Ed25519 and Ed25519ph (RFC 8032) in JavaScript, with OpenSSL's verdicts. */
export const ed25519Family = {
  publicKey: (material) => ({ spec: material.spec, value: ed25519.getPublicKey(secretOf(material)) }),
  sign(material, { scheme, message }) {
    return (scheme === 'ed25519ph' ? ed25519ph : ed25519).sign(message, secretOf(material));
  },
  verify: verifyCofactorless,
} satisfies AsymmetricFamily;

/**
 * As OpenSSL and BoringSSL do it: S below the order, and R compared as bytes. The library's own check multiplies by the
 * cofactor, so it would take signatures that they refuse.
 */
function verifyCofactorless({ value }: PublicKey, { scheme, message }: SigningRequest, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= Point.Fn.ORDER) return false;
  const a = pointOf(value);
  if (a === undefined) return false;
  const prefixed = scheme === 'ed25519ph' ? [PREHASH_DOMAIN, r, value, sha512(message)] : [r, value, message];
  const k = Point.Fn.create(littleEndian(sha512(concat(...prefixed))));
  return equal(Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes(), r);
}

function pointOf(bytes: Uint8Array) {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return toBigInt(Uint8Array.from(bytes).reverse());
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
