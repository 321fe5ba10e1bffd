import { toBase64 } from '../../../bytes/base64.js';
import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { privateKeyObject } from './native-keys.js';

const known = new Map<KeySpecName, boolean>();

/**
 * Whether this runtime reads private keys of a spec. The post-quantum ones need OpenSSL 3.5 and Node's names for them;
 * secp256k1 needs OpenSSL itself: Bun has BoringSSL.
 */
export function knowsNatively(spec: KeySpecName): boolean {
  const before = known.get(spec);
  if (before !== undefined) return before;
  const knows = readsKeyOf(spec);
  known.set(spec, knows);
  return knows;
}

/** Any bytes are a seed, and these are a scalar of every curve. */
function readsKeyOf(spec: KeySpecName): boolean {
  const value = toBase64(new Uint8Array(keySpec(spec).secretBytes).fill(1));
  try {
    return privateKeyObject({ spec, form: 'secret', value }).asymmetricKeyType !== undefined;
  } catch {
    return false;
  }
}
