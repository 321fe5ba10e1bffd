import { expectedKind, refuse } from '../../../options/checks.js';
import type { CryptoKeySeed, KeyObjectSeed } from '../../../options/seeds/key-seed.js';
import { webcrypto } from '../../../runtime/webcrypto.js';
import type { KeyForm } from './key-form.js';
import { privateKeyIn } from './pem.js';
import { readPrivateKey } from './private-key-der.js';

export function readKeyObject(key: KeyObjectSeed, path: string): KeyForm {
  refusePublic(key, 'KeyObject', path);
  const options = key.type === 'secret' ? { format: 'buffer' } : { format: 'der', type: 'pkcs8' };
  let exported: unknown;
  try {
    exported = key.export(options);
  } catch {
    refuse(path, 'this KeyObject cannot be exported');
  }
  if (!ArrayBuffer.isView(exported)) expectedKind(path, exported, 'a KeyObject that exports bytes');
  return formOf(key, 'KeyObject', new Uint8Array(exported as Uint8Array), path);
}

export async function readCryptoKey(key: CryptoKeySeed, path: string): Promise<KeyForm> {
  refusePublic(key, 'CryptoKey', path);
  if (!key.extractable)
    refuse(path, 'this CryptoKey was made not extractable: only one that can be exported can be read');
  const format = key.type === 'secret' ? 'raw' : 'pkcs8';
  let exported: ArrayBuffer;
  try {
    exported = await webcrypto().subtle.exportKey(format, key as CryptoKey);
  } catch {
    refuse(path, 'this CryptoKey cannot be exported');
  }
  return formOf(key, 'CryptoKey', new Uint8Array(exported), path);
}

function refusePublic({ type }: KeyObjectSeed | CryptoKeySeed, what: string, path: string): void {
  if (type === 'secret' || type === 'private') return;
  refuse(path, `expected a private or secret key; got a ${type === 'public' ? 'public ' : ''}${what}`);
}

function formOf({ type }: KeyObjectSeed | CryptoKeySeed, what: string, bytes: Uint8Array, path: string): KeyForm {
  if (type === 'secret') return { form: 'secret key', bytes };
  return privateKeyIn(path, `a private ${what}`, () => readPrivateKey(bytes));
}
