import { type CipherGCMTypes, createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { ownBytes } from './own-bytes.js';
import { secretKey } from './secret-key.js';

const TAG_BYTES = 16;
const TAG = { authTagLength: TAG_BYTES };

export function seal(
  key: KeyMaterial,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  room = 0,
): Uint8Array {
  const secret = secretKey(key);
  const cipher = createCipheriv(gcm(secret), secret, nonce, TAG);
  cipher.setAAD(aad);
  const out = new Uint8Array(room + plaintext.length + TAG_BYTES);
  out.set(cipher.update(plaintext), room);
  cipher.final();
  out.set(cipher.getAuthTag(), room + plaintext.length);
  return out;
}

export function open(key: KeyMaterial, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array {
  const length = sealed.length - TAG_BYTES;
  if (length < 0) throw new CryptoError('sealed bytes shorter than their tag');
  const secret = secretKey(key);
  const decipher = createDecipheriv(gcm(secret), secret, nonce, TAG);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(length));
  const out = ownBytes(decipher.update(sealed.subarray(0, length)));
  try {
    decipher.final();
  } catch {
    throw new CryptoError('the authentication tag does not fit');
  }
  return out;
}

/** AES-256-CBC with PKCS#7 padding. */
export function encryptCbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return ownBytes(Buffer.concat([cipher.update(plaintext), cipher.final()]));
}

function gcm(secret: KeyObject): CipherGCMTypes {
  return secret.symmetricKeySize === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
}
