import { toBase64 } from '../../../bytes/base64.js';
import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { privateKeyObject } from './native-keys.js';

/** Whether this Node reads private keys of a post-quantum spec: it needs OpenSSL 3.5 and the names for it. */
export function knowsNatively(spec: KeySpecName): boolean {
  const value = toBase64(new Uint8Array(keySpec(spec).secretBytes));
  try {
    return privateKeyObject({ spec, form: 'secret', value }).asymmetricKeyType !== undefined;
  } catch {
    return false;
  }
}
