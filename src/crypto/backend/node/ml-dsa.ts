import { sign, verify } from 'node:crypto';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { mlDsa as inJavaScript } from '../../algorithms/lattice/ml-dsa.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { knowsNatively } from './native-specs.js';
import { ownBytes } from './own-bytes.js';
import { random } from './random.js';

const javaScript = inJavaScript(random);

/** ML-DSA by OpenSSL for messages, hedged; node:crypto offers neither an external mu nor the deterministic variant. */
const native: AsymmetricFamily = {
  ...javaScript,
  publicKey: publicKeyOf,
  sign(material, request, deterministic) {
    if (request.messageType !== 'RAW' || deterministic) return javaScript.sign(material, request, deterministic);
    return ownBytes(sign(null, request.message, privateKeyObject(material)));
  },
  verify(publicKey, request, signature) {
    if (request.messageType !== 'RAW') return javaScript.verify(publicKey, request, signature);
    return verify(null, request.message, publicKeyObject(publicKey), signature);
  },
};

export const mlDsa: AsymmetricFamily = knowsNatively('ML_DSA_44') ? native : javaScript;
