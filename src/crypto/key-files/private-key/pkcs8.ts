import {
  contentOf,
  type DerElement,
  encodingOf,
  integer,
  OCTET_STRING,
  octetString,
  readInteger,
  readSequence,
  sequence,
} from '../../../bytes/der.js';
import { type AsymmetricFamilyName, type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { CryptoError } from '../../../ports/crypto-backend.js';
import { algorithmIdentifier, specsOf } from '../algorithm-identifiers.js';

import { parse } from '../parse.js';
import type { DecodedPrivateKey, PrivateKeyCodec } from './codec.js';
import { ecPrivateKey } from './pkcs8-ec.js';
import { ed25519PrivateKey } from './pkcs8-ed25519.js';
import { rsaPrivateKey } from './pkcs8-rsa.js';
import { seedPrivateKey } from './seed.js';

const CODECS: { readonly [family in AsymmetricFamilyName]: PrivateKeyCodec } = {
  rsa: rsaPrivateKey,
  ec: ecPrivateKey,
  sm2: ecPrivateKey,
  ed25519: ed25519PrivateKey,
  'ml-dsa': seedPrivateKey,
  'ml-kem': seedPrivateKey,
};

const ATTRIBUTES = 0xa0;
const PUBLIC_KEY = 0x81;

/** PrivateKeyInfo, DER (RFC 5208). */
export function encodePrivateKey(spec: KeySpecName, secret: Uint8Array, publicKey?: Uint8Array): Uint8Array {
  const inner = codecOf(spec).encode(secret, publicKey);
  return sequence(integer(Uint8Array.of(0)), algorithmIdentifier(spec), octetString(inner));
}

/** Reads and judges a private key of that spec, version 1 or 2 (RFC 5958). What it claims besides is returned. */
export function decodePrivateKey(spec: KeySpecName, pkcs8: Uint8Array): DecodedPrivateKey {
  return parse('private key', () => {
    const [version, identifier, key, ...more] = readSequence(pkcs8);
    if (identifier === undefined || !specsOf(encodingOf(identifier)).includes(spec)) {
      throw new CryptoError(`private key: not of key spec ${spec}`);
    }
    const decoded = codecOf(spec).decode(contentOf(key, OCTET_STRING), spec);
    return { ...publicKeyBeside(readInteger(version)[0], more), ...decoded };
  });
}

function codecOf(spec: KeySpecName): PrivateKeyCodec {
  const { family } = keySpec(spec);
  if (family === 'aes' || family === 'hmac') throw new CryptoError(`${spec} is not an asymmetric key spec`);
  return CODECS[family];
}

function publicKeyBeside(version: number | undefined, more: readonly DerElement[]): { publicKey?: Uint8Array } {
  const [publicKey, ...unknown] = more[0]?.tag === ATTRIBUTES ? more.slice(1) : more;
  if (unknown.length > 0 || version !== (publicKey === undefined ? 0 : 1)) {
    throw new RangeError('neither version 1 nor version 2');
  }
  // An IMPLICIT BIT STRING of whole bytes: its first octet counts unused bits.
  return publicKey === undefined ? {} : { publicKey: contentOf(publicKey, PUBLIC_KEY).subarray(1) };
}
