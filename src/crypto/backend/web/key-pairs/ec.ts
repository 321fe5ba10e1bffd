import { memoize } from '../../../../bytes/memoize.js';
import { type KeySpecName, keySpec } from '../../../../model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../../runtime/webcrypto.js';
import type { AsymmetricFamily } from '../../../algorithms/asymmetric-family.js';
import { publicPoint, signDigest, uncompressed, verifyDigest } from '../../../algorithms/ec/curves.js';
import { decodeSignature, encodeSignature } from '../../../key-files/ec/ecdsa-signature.js';
import { encodePrivateKey } from '../../../key-files/private-key/pkcs8.js';
import type { PublicKey } from '../../../key-files/public-key.js';
import { secretOf } from '../../../key-files/secret.js';
import { digestOf } from '../hash.js';
import { random } from '../random.js';
import { privateCryptoKey, publicCryptoKey } from './crypto-keys.js';

/** WebCrypto's names of its curves; it has no secp256k1. */
const NAMED_CURVES: { readonly [spec in KeySpecName]?: string } = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
};

const publicKey = memoize((material: KeyMaterial): PublicKey => {
  return { spec: material.spec, value: publicPoint(material.spec, secretOf(material)) };
});

/** A peer may send a compressed point, which WebCrypto need not read. */
const withUncompressedPoint = memoize((peer: PublicKey): PublicKey => {
  return { spec: peer.spec, value: uncompressed(peer) };
});

/** The NIST curves and secp256k1: WebCrypto for messages on its curves, JavaScript for the rest and for digests. */
export const ec: AsymmetricFamily = {
  publicKey,

  async sign(material, request, deterministic) {
    const namedCurve = NAMED_CURVES[material.spec];
    if (namedCurve === undefined || request.messageType !== 'RAW' || deterministic) {
      const entropy = deterministic ? undefined : random(32);
      return signDigest(material.spec, secretOf(material), await digestOf(request), entropy);
    }
    const key = await privateKey(material, { name: 'ECDSA', namedCurve }, 'sign');
    const ecdsa = { name: 'ECDSA', hash: request.hash };
    const rs = await webcrypto().subtle.sign(ecdsa, key, source(request.message));
    return encodeSignature(new Uint8Array(rs));
  },

  async verify(given, request, signature) {
    const namedCurve = NAMED_CURVES[given.spec];
    if (namedCurve === undefined || request.messageType !== 'RAW') {
      return verifyDigest(given, await digestOf(request), signature);
    }
    const key = await publicCryptoKey(withUncompressedPoint(given), { name: 'ECDSA', namedCurve }, 'verify');
    const rs = decodeSignature(signature, keySpec(given.spec).secretBytes);
    if (rs === undefined) return false;
    const ecdsa = { name: 'ECDSA', hash: request.hash };
    return webcrypto().subtle.verify(ecdsa, key, source(rs), source(request.message));
  },

  async deriveSharedSecret(material, peer) {
    const namedCurve = NAMED_CURVES[material.spec];
    if (namedCurve === undefined) throw new CryptoError(`${material.spec} has no ECDH`);
    const algorithm = { name: 'ECDH', namedCurve };
    const theirs = await publicCryptoKey(withUncompressedPoint(peer), algorithm, 'derive');
    const ours = await privateKey(material, algorithm, 'deriveBits');
    const bits = 8 * keySpec(material.spec).secretBytes;
    return new Uint8Array(await webcrypto().subtle.deriveBits({ name: 'ECDH', public: theirs }, ours, bits));
  },
};

function privateKey(material: KeyMaterial, algorithm: EcKeyImportParams, usage: 'sign' | 'deriveBits') {
  return privateCryptoKey(material, algorithm, usage, async () => {
    return encodePrivateKey(material.spec, secretOf(material), publicKey(material).value);
  });
}
