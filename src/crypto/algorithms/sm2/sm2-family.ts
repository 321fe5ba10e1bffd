import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat } from '../../../bytes/bytes.js';
import { toBigInt } from '../../../bytes/integer.js';
import { memoize } from '../../../bytes/memoize.js';
import { parse } from '../../key-files/parse.js';
import { secretOf } from '../../key-files/secret.js';
import type { AsymmetricFamily } from '../asymmetric-family.js';
import type { SigningRequest } from '../signing-schemes.js';
import { CURVE, type CurvePoint, field, Point, pointOf } from './curve.js';
import { decrypt, encrypt } from './sm2-encryption.js';
import { messageDigest, type Scalars, sign, verify } from './sm2-signature.js';

const publicPoint = memoize(computePublicPoint);

/**
 * SM2 (GB/T 32918) in JavaScript: OpenSSL behind node:crypto signs with an empty distinguishing ID, cannot encrypt, and
 * has no key agreement for it; WebCrypto does not know it.
 */
export function sm2(random: (length: number) => Uint8Array) {
  const randomScalars: Scalars = () => scalarOf(random(48));
  return {
    publicKey: (material) => ({ spec: material.spec, value: publicPoint(material).toBytes(false) }),
    sign(material, request, deterministic) {
      const secret = secretOf(material);
      const digest = digestOf(request, publicPoint(material));
      return sign(digest, secret, deterministic ? derivedScalars(secret, digest) : randomScalars);
    },
    verify(publicKey, request, signature) {
      const point = pointOf(publicKey.value);
      return verify(digestOf(request, point), point, signature);
    },
    encrypt: (publicKey, _algorithm, plaintext) => encrypt(plaintext, pointOf(publicKey.value), randomScalars),
    decrypt: (material, _algorithm, ciphertext) => parse('ciphertext', () => decrypt(ciphertext, secretOf(material))),
    deriveSharedSecret(material, peer) {
      return field(
        pointOf(peer.value)
          .multiply(toBigInt(secretOf(material)))
          .toAffine().x,
      );
    },
  } satisfies AsymmetricFamily;
}

function computePublicPoint(material: Parameters<typeof secretOf>[0]): CurvePoint {
  return Point.BASE.multiply(toBigInt(secretOf(material)));
}

/** With DIGEST the caller has hashed identity and message, perhaps under an ID of its own. */
function digestOf({ messageType, message }: SigningRequest, publicKey: CurvePoint): Uint8Array {
  return messageType === 'RAW' ? messageDigest(publicKey, message) : message;
}

/** GB/T 32918.2 knows no deterministic nonce: in the manner of RFC 6979, a MAC of the digest under the secret. */
function derivedScalars(secret: Uint8Array, digest: Uint8Array): Scalars {
  let attempt = 0;
  return () => scalarOf(hmac(sha512, secret, concat(digest, Uint8Array.of(attempt++))));
}

/** Bytes of more than 384 bits as a scalar without bias (FIPS 186-5 A.3.1). */
function scalarOf(wide: Uint8Array): bigint {
  return (toBigInt(wide) % (CURVE.n - 1n)) + 1n;
}
