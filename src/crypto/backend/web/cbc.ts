import { source, webcrypto } from '../../../runtime/webcrypto.js';

/** AES-256-CBC with PKCS#7 padding. */
export async function encryptCbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
  const { subtle } = webcrypto();
  const secret = await subtle.importKey('raw', source(key), 'AES-CBC', false, ['encrypt']);
  return new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv: source(iv) }, secret, source(plaintext)));
}
