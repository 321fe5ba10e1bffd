import { parse } from '../key-files/parse.js';
import { loadAesKeyWrap } from './lazy.js';

/** AES-KWP (RFC 5649) in JavaScript everywhere: WebCrypto has none, and OpenSSL's is no faster. */
export async function wrapKey(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const { aeskwp } = await loadAesKeyWrap();
  return parse('wrapping key', () => aeskwp(kek).encrypt(key));
}

export async function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array> {
  const { aeskwp } = await loadAesKeyWrap();
  return parse('wrapped key', () => aeskwp(kek).decrypt(wrapped).slice());
}
