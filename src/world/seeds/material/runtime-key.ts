import type { CryptoKeySeed, KeyObjectSeed } from '../../../options/seeds/key-seed.js';
import { refuseMaterial } from '../../../options/seeds/seed-checks.js';
import { webcrypto } from '../../../runtime/webcrypto.js';
import type { KeyForm } from './key-form.js';
import { privateKeyIn } from './pem.js';
import { readPrivateKey } from './private-key-der.js';

export function readKeyObject(key: KeyObjectSeed, path: string): KeyForm {
  return formOf(key.type, 'KeyObject', path, () => {
    const options = key.type === 'secret' ? { format: 'buffer' } : { format: 'der', type: 'pkcs8' };
    return new Uint8Array(key.export(options));
  });
}

export async function readCryptoKey(key: CryptoKeySeed, path: string): Promise<KeyForm> {
  if (!key.extractable) refuseMaterial(path, 'a CryptoKey that was made not extractable', 'one that can be exported');
  const exported =
    key.type === 'public'
      ? new ArrayBuffer(0)
      : await webcrypto().subtle.exportKey(key.type === 'secret' ? 'raw' : 'pkcs8', key as CryptoKey);
  return formOf(key.type, 'CryptoKey', path, () => new Uint8Array(exported));
}

function formOf(type: KeyObjectSeed['type'], what: string, path: string, bytes: () => Uint8Array): KeyForm {
  if (type === 'secret') return { form: 'secret key', bytes: bytes() };
  if (type === 'private') return privateKeyIn(path, `a private ${what}`, () => readPrivateKey(bytes()));
  return refuseMaterial(path, `a public ${what}`, 'a private or secret key');
}
