import { diffieHellman, sign, verify } from 'node:crypto';
import { memoize } from '../../../bytes/memoize.js';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { loadCurves } from '../../algorithms/lazy.js';
import type { SigningRequest } from '../../algorithms/signing-schemes.js';
import type { PublicKey } from '../../key-files/public-key.js';
import { secretOf } from '../../key-files/secret.js';
import { digestOf, opensslName } from './hash.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { knowsNatively } from './native-specs.js';
import { ownBytes } from './own-bytes.js';
import { random } from './random.js';

/**
 * The NIST curves and secp256k1: OpenSSL for messages on curves that it has, JavaScript for the rest and for digests, which
 * node:crypto would hash again.
 */
export const ec: AsymmetricFamily = {
  publicKey(material) {
    return knowsNatively(material.spec) ? publicKeyOf(material) : publicKeyInJavaScript(material);
  },

  sign(material, request, deterministic) {
    if (request.messageType !== 'RAW' || deterministic || !knowsNatively(material.spec)) {
      return signInJavaScript(material, request, deterministic);
    }
    return ownBytes(sign(opensslName(request.hash), request.message, privateKeyObject(material)));
  },

  /** OpenSSL refuses every signature that is not the DER of two integers. */
  verify(publicKey, request, signature) {
    if (request.messageType !== 'RAW' || !knowsNatively(publicKey.spec)) {
      return verifyInJavaScript(publicKey, request, signature);
    }
    return verify(opensslName(request.hash), request.message, publicKeyObject(publicKey), signature);
  },

  deriveSharedSecret(material, peer) {
    return ownBytes(diffieHellman({ privateKey: privateKeyObject(material), publicKey: publicKeyObject(peer) }));
  },
};

const publicKeyInJavaScript = memoize(async (material: KeyMaterial): Promise<PublicKey> => {
  const { publicPoint } = await loadCurves();
  return { spec: material.spec, value: publicPoint(material.spec, secretOf(material)) };
});

async function signInJavaScript(material: KeyMaterial, request: SigningRequest, deterministic: boolean) {
  const { signDigest } = await loadCurves();
  const entropy = deterministic ? undefined : random(32);
  return signDigest(material.spec, secretOf(material), digestOf(request), entropy);
}

async function verifyInJavaScript(publicKey: PublicKey, request: SigningRequest, signature: Uint8Array) {
  const { verifyDigest } = await loadCurves();
  return verifyDigest(publicKey, digestOf(request), signature);
}
