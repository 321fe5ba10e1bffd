import { fromBase64 } from '../../../bytes/base64.js';
import { fromHex } from '../../../bytes/hex.js';
import { expectedKind, kindOf, refuse } from '../../../options/checks.js';
import type { CryptoKeySeed, JwkSeed, KeyObjectSeed } from '../../../options/seeds/key-seed.js';
import type { MaybePromise } from '../../../ports/maybe-promise.js';
import { readJwk } from './jwk.js';
import type { KeyForm } from './key-form.js';
import { readPem } from './pem.js';
import { readCryptoKey, readKeyObject } from './runtime-key.js';

const ALLOWED = 'PEM text, bytes, { hex }, { base64 }, a JWK, a KeyObject or a CryptoKey';
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Key material in whichever form it was given: a promise for a CryptoKey only. */
export function readKeyForm(value: unknown, path: string): MaybePromise<KeyForm> {
  if (typeof value === 'string') return readPem(value, path);
  if (typeof value !== 'object' || value === null) expectedKind(path, value, ALLOWED);
  if (isBytes(value)) return { form: 'bytes', bytes: new Uint8Array(value) };
  if (isKeyObject(value)) return readKeyObject(value, path);
  if (isCryptoKey(value)) return readCryptoKey(value, path);
  if ('kty' in value) return readJwk(value as JwkSeed, path);
  return { form: 'bytes', bytes: readText(value, path) };
}

function isBytes(value: object): value is Uint8Array {
  return /^\[object (Uint8Array|Buffer)\]$/.test(Object.prototype.toString.call(value));
}

function isKeyObject(value: object): value is KeyObjectSeed {
  return 'export' in value && typeof value.export === 'function';
}

/** By its tag: under Jest it is of another realm. */
function isCryptoKey(value: object): value is CryptoKeySeed {
  return Object.prototype.toString.call(value) === '[object CryptoKey]';
}

function readText(value: { readonly hex?: unknown; readonly base64?: unknown }, path: string): Uint8Array {
  const [name, ...more] = Object.keys(value);
  if (more.length > 0 || (name !== 'hex' && name !== 'base64')) {
    const members = name === undefined ? 'no members' : 'other members';
    refuse(path, `expected ${ALLOWED}; got ${kindOf(value)} with ${members}`);
  }
  const text = value[name];
  if (name === 'hex') {
    if (typeof text !== 'string' || !/^([0-9a-f]{2})*$/i.test(text)) {
      expectedKind(`${path}.hex`, text, 'an even number of hexadecimal digits');
    }
    return fromHex(text);
  }
  if (typeof text !== 'string' || text.length % 4 !== 0 || !BASE64.test(text)) {
    expectedKind(`${path}.base64`, text, 'base64 (RFC 4648 §4, with padding)');
  }
  return fromBase64(text);
}
