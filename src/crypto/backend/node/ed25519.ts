import { sign, verify } from 'node:crypto';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { loadEd25519 } from '../../algorithms/lazy.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { ownBytes } from './own-bytes.js';

/** Ed25519 by OpenSSL; node:crypto has no Ed25519ph. */
export const ed25519: AsymmetricFamily = {
  publicKey: publicKeyOf,

  sign(material, request) {
    if (request.scheme === 'ed25519ph') return inJavaScript().then((family) => family.sign(material, request));
    return ownBytes(sign(null, request.message, privateKeyObject(material)));
  },

  verify(publicKey, request, signature) {
    if (request.scheme === 'ed25519ph') {
      return inJavaScript().then((family) => family.verify(publicKey, request, signature));
    }
    return verify(null, request.message, publicKeyObject(publicKey), signature);
  },
};

async function inJavaScript() {
  return (await loadEd25519()).ed25519Family;
}
