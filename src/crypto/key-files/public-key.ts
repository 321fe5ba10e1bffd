import { bitString, encodingOf, readBitString, readSequence, sequence } from '../../bytes/der.js';
import { type KeySpecName, keySpec } from '../../model/key-specs.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import { algorithmIdentifier, specsOf } from './algorithm-identifiers.js';
import { isCanonical } from './ed25519/point-encoding.js';
import { parse } from './parse.js';
import { rsaPublicKeyBits } from './rsa/rsa-public-key.js';

/**
 * A public key of a spec, as the BIT STRING of its SubjectPublicKeyInfo holds it: RSAPublicKey DER, a curve point,
 * or the bytes that RFC 8032, FIPS 203 and FIPS 204 define.
 */
export interface PublicKey {
  readonly spec: KeySpecName;
  readonly value: Uint8Array;
}

/** Bytes of a public key whose length its spec fixes. */
const PUBLIC_KEY_BYTES: { readonly [spec in KeySpecName]?: number } = {
  ECC_NIST_EDWARDS25519: 32,
  ML_DSA_44: 1312,
  ML_DSA_65: 1952,
  ML_DSA_87: 2592,
  ML_KEM_512: 800,
  ML_KEM_768: 1184,
  ML_KEM_1024: 1568,
};

/** SubjectPublicKeyInfo, DER (RFC 5280). */
export function encodePublicKey({ spec, value }: PublicKey): Uint8Array {
  return sequence(algorithmIdentifier(spec), bitString(value));
}

/** Reads SubjectPublicKeyInfo strictly, so that no runtime's own reader decides what is a key. */
export function decodePublicKey(spki: Uint8Array): PublicKey {
  return parse('public key', () => {
    const [identifier, key, ...more] = readSequence(spki);
    if (identifier === undefined || more.length > 0) throw new CryptoError('public key: two elements expected');
    const value = readBitString(key);
    const spec = specsOf(encodingOf(identifier)).find((candidate) => isKeyOf(candidate, value));
    if (spec === undefined) throw new CryptoError('public key: of none of the key specs');
    return { spec, value };
  });
}

function isKeyOf(spec: KeySpecName, value: Uint8Array): boolean {
  const { family, modulusBits, order, secretBytes } = keySpec(spec);
  if (modulusBits !== undefined) return rsaPublicKeyBits(value) === modulusBits;
  if (order !== undefined) return isPoint(value, secretBytes);
  if (family === 'ed25519' && !isCanonical(value)) return false;
  return value.length === PUBLIC_KEY_BYTES[spec];
}

/** SEC 1 §2.3.3: an uncompressed or a compressed point; the hybrid form is not for key files (RFC 5480 §2.2). */
function isPoint(value: Uint8Array, coordinateBytes: number): boolean {
  if (value[0] === 4) return value.length === 1 + 2 * coordinateBytes;
  return (value[0] === 2 || value[0] === 3) && value.length === 1 + coordinateBytes;
}
