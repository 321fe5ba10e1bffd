import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { memoize } from '../../../bytes/memoize.js';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import { parse } from '../../key-files/parse.js';
import { encodePrivateKey } from '../../key-files/private-key/pkcs8.js';
import { decodePublicKey, encodePublicKey, type PublicKey } from '../../key-files/public-key.js';
import { secretOf } from '../../key-files/secret.js';

/** The private key of material that holds its secret. */
export const privateKeyObject = memoize(importPrivateKey);

/** The public key that OpenSSL computes from a private key. */
export const publicKeyOf = memoize(computePublicKey);

/** A public key for native calls. Throws a CryptoError for a point that is not on its curve. */
export const publicKeyObject = memoize(importPublicKey);

function importPrivateKey(material: KeyMaterial): KeyObject {
  const pkcs8 = encodePrivateKey(material.spec, secretOf(material));
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}

function computePublicKey(material: KeyMaterial): PublicKey {
  const spki = createPublicKey(privateKeyObject(material)).export({ format: 'der', type: 'spki' });
  return decodePublicKey(new Uint8Array(spki));
}

function importPublicKey(publicKey: PublicKey): KeyObject {
  const spki = Buffer.from(encodePublicKey(publicKey));
  return parse('public key', () => createPublicKey({ key: spki, format: 'der', type: 'spki' }));
}
