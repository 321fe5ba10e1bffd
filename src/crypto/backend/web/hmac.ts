import { memoize } from '../../../bytes/memoize.js';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../runtime/webcrypto.js';
import { loadSha2 } from '../../algorithms/lazy.js';
import { macHash } from '../../algorithms/mac-hash.js';
import { secretOf } from '../../key-files/secret.js';

export async function mac(key: KeyMaterial, message: Uint8Array): Promise<Uint8Array> {
  // WebCrypto has no SHA-224.
  if (macHash(key) === 'SHA-224') {
    const { hmac, sha224 } = await loadSha2();
    return hmac(sha224, secretOf(key), message);
  }
  return new Uint8Array(await webcrypto().subtle.sign('HMAC', await hmacKey(key), source(message)));
}

const hmacKey = memoize(importHmacKey);

function importHmacKey(key: KeyMaterial): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: macHash(key) };
  return webcrypto().subtle.importKey('raw', source(secretOf(key)), algorithm, false, ['sign']);
}
