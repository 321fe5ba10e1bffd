import { diffieHellman, sign, verify } from 'node:crypto';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { loadCurves } from '../../algorithms/lazy.js';
import type { SigningRequest } from '../../algorithms/signing-schemes.js';
import type { PublicKey } from '../../key-files/public-key.js';
import { secretOf } from '../../key-files/secret.js';
import { digestOf, opensslName } from './hash.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { ownBytes } from './own-bytes.js';
import { random } from './random.js';

/** The NIST curves and secp256k1: OpenSSL for messages, JavaScript for digests, which node:crypto would hash again. */
export const ec: AsymmetricFamily = {
  publicKey: publicKeyOf,

  sign(material, request, deterministic) {
    if (request.messageType !== 'RAW' || deterministic) return signInJavaScript(material, request, deterministic);
    return ownBytes(sign(opensslName(request.hash), request.message, privateKeyObject(material)));
  },

  /** OpenSSL refuses every signature that is not the DER of two integers. */
  verify(publicKey, request, signature) {
    if (request.messageType !== 'RAW') return verifyInJavaScript(publicKey, request, signature);
    return verify(opensslName(request.hash), request.message, publicKeyObject(publicKey), signature);
  },

  deriveSharedSecret(material, peer) {
    return ownBytes(diffieHellman({ privateKey: privateKeyObject(material), publicKey: publicKeyObject(peer) }));
  },
};

async function signInJavaScript(material: KeyMaterial, request: SigningRequest, deterministic: boolean) {
  const { signDigest } = await loadCurves();
  const entropy = deterministic ? undefined : random(32);
  return signDigest(material.spec, secretOf(material), digestOf(request), entropy);
}

async function verifyInJavaScript(publicKey: PublicKey, { message }: SigningRequest, signature: Uint8Array) {
  const { verifyDigest } = await loadCurves();
  return verifyDigest(publicKey, message, signature);
}
