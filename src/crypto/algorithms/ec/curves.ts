import type { ECDSA } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { KeySpecName } from '../../../model/key-specs.js';
import { CryptoError } from '../../../ports/crypto-backend.js';
import { decodeSignature, encodeSignature } from '../../key-files/ec/ecdsa-signature.js';
import { parse } from '../../key-files/parse.js';
import type { PublicKey } from '../../key-files/public-key.js';

const CURVES: { readonly [spec in KeySpecName]?: ECDSA } = {
  ECC_NIST_P256: p256,
  ECC_NIST_P384: p384,
  ECC_NIST_P521: p521,
  ECC_SECG_P256K1: secp256k1,
};

/** The digest is given, and AWS KMS neither makes nor demands a low s. */
const AS_KMS = { prehash: false, lowS: false, format: 'compact' } as const;

/** ECDSA over a digest, DER: RFC 6979, hedged by the entropy where it is given (RFC 6979 §3.6). */
export function signDigest(
  spec: KeySpecName,
  secret: Uint8Array,
  digest: Uint8Array,
  entropy?: Uint8Array,
): Uint8Array {
  return encodeSignature(curveOf(spec).sign(digest, secret, { ...AS_KMS, extraEntropy: entropy ?? false }));
}

export function verifyDigest(publicKey: PublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const point = uncompressed(publicKey);
  const curve = curveOf(publicKey.spec);
  const rs = decodeSignature(signature, curve.lengths.secretKey as number);
  return rs !== undefined && curve.verify(rs, digest, point, AS_KMS);
}

/** The public point of a scalar, uncompressed. */
export function publicPoint(spec: KeySpecName, secret: Uint8Array): Uint8Array {
  return curveOf(spec).getPublicKey(secret, false);
}

/** The point of a public key in its uncompressed form. Throws where it is not on the curve. */
export function uncompressed({ spec, value }: PublicKey): Uint8Array {
  return parse('public key', () => curveOf(spec).Point.fromBytes(value).toBytes(false));
}

function curveOf(spec: KeySpecName): ECDSA {
  const curve = CURVES[spec];
  if (curve === undefined) throw new CryptoError(`${spec} is not a Weierstrass curve`);
  return curve;
}
