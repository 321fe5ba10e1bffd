import { memoize } from '../../../bytes/memoize.js';
import { CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../runtime/webcrypto.js';
import { secretOf } from '../../key-files/secret.js';

export async function seal(
  key: KeyMaterial,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  room = 0,
): Promise<Uint8Array> {
  const sealed = await webcrypto().subtle.encrypt(gcm(nonce, aad), await gcmKey(key), source(plaintext));
  const out = new Uint8Array(room + sealed.byteLength);
  out.set(new Uint8Array(sealed), room);
  return out;
}

export async function open(
  key: KeyMaterial,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const secret = await gcmKey(key);
  try {
    return new Uint8Array(await webcrypto().subtle.decrypt(gcm(nonce, aad), secret, source(sealed)));
  } catch {
    throw new CryptoError('the authentication tag does not fit');
  }
}

const gcmKey = memoize(importGcmKey);

function importGcmKey(key: KeyMaterial): Promise<CryptoKey> {
  return webcrypto().subtle.importKey('raw', source(secretOf(key)), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function gcm(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  return { name: 'AES-GCM', iv: source(nonce), additionalData: source(aad) };
}
