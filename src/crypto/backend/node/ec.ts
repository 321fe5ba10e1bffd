import { diffieHellman, sign, verify } from 'node:crypto';
import { keySpec } from '../../../model/key-specs.js';
import type { AsymmetricFamily } from '../shared/asymmetric-family.js';
import { decodeSignature } from '../shared/ec/signature.js';
import { secretOf } from '../shared/secret.js';
import { digestOf, opensslName } from './hash.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { random } from './random.js';

/** The NIST curves and secp256k1: OpenSSL for messages, JavaScript for digests, which node:crypto would hash again. */
export const ec: AsymmetricFamily = {
  publicKey: publicKeyOf,

  async sign(material, request, deterministic) {
    if (request.messageType === 'RAW' && !deterministic) {
      return new Uint8Array(sign(opensslName(request.hash), request.message, privateKeyObject(material)));
    }
    const { signDigest } = await import('../shared/ec/curves.js');
    const entropy = deterministic ? undefined : random(32);
    return signDigest(material.spec, secretOf(material), digestOf(request), entropy);
  },

  async verify(publicKey, request, signature) {
    if (request.messageType !== 'RAW') {
      const { verifyDigest } = await import('../shared/ec/curves.js');
      return verifyDigest(publicKey, request.message, signature);
    }
    const key = publicKeyObject(publicKey);
    const rs = decodeSignature(signature, keySpec(publicKey.spec).secretBytes);
    if (rs === undefined) return false;
    return verify(opensslName(request.hash), request.message, { key, dsaEncoding: 'ieee-p1363' }, rs);
  },

  deriveSharedSecret(material, peer) {
    return new Uint8Array(diffieHellman({ privateKey: privateKeyObject(material), publicKey: publicKeyObject(peer) }));
  },
};
