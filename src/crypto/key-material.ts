import { toBase64 } from '../bytes/base64.js';
import { concat } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { toHex } from '../bytes/hex.js';
import { fromBigInt, toBigInt } from '../bytes/integer.js';
import { toUtf8 } from '../bytes/utf8.js';
import { type KeySpecName, keySpec } from '../model/key-specs.js';
import type { CryptoBackend, KeyMaterial } from '../ports/crypto-backend.js';
import type { RandomSource } from '../ports/random-source.js';

/**
 * New key material of a spec. Costs no more than its random bytes: an RSA key pair is derived from its seed at first use.
 * `name` tells the key and the place of this material in its history.
 */
export function generateKeyMaterial<S extends KeySpecName>(
  spec: S,
  random: RandomSource,
  name: string,
): KeyMaterial & { readonly spec: S } {
  const row = keySpec(spec);
  if (row.order !== undefined) {
    // FIPS 186-5 A.2.1: 128 bits more than the scalar needs keep it free of bias.
    const wide = toBigInt(random.bytesOf(name, row.secretBytes + 16));
    const scalar = (wide % (row.order - 1n)) + 1n;
    return { spec, form: 'secret', value: toBase64(fromBigInt(scalar, row.secretBytes)) };
  }
  return {
    spec,
    form: row.family === 'rsa' ? 'seed' : 'secret',
    value: toBase64(random.bytesOf(name, row.secretBytes)),
  };
}

const MOST_SHARED = 100;
const shared = new Map<string, KeyMaterial>();

/**
 * The one object for that key material, however often it is read from a token. Backends keep what they made of a material
 * by its object, and an RSA key takes long to derive from its seed. The latest hundred are known.
 */
export function sharedMaterial<M extends KeyMaterial>(material: M): M {
  const id = `${material.spec}/${material.form}/${material.value}`;
  const known = shared.get(id);
  // Of the same spec and form: the id says so.
  if (known !== undefined) return known as M;
  if (shared.size >= MOST_SHARED) shared.clear();
  shared.set(id, material);
  return material;
}

/**
 * The KeyMaterialId of material in a key: 64 hexadecimal digits, equal for equal bytes in the same (or a related) key,
 * different in any other.
 */
export function keyMaterialId(keyId: string, material: KeyMaterial): string {
  return toHex(sha256(concat(toUtf8(`${keyId}/${material.spec}/${material.form}/`), toUtf8(material.value))));
}

/** As `keyMaterialId`, of imported material: a private key is known by its public key, since RFC 8017 lets the same one be written in several ways. */
export async function importedKeyMaterialId(
  crypto: CryptoBackend,
  keyId: string,
  material: KeyMaterial,
): Promise<string> {
  if (keySpec(material.spec).type !== 'asymmetric') return keyMaterialId(keyId, material);
  return keyMaterialId(keyId, { ...material, value: toBase64(await crypto.publicKey(material)) });
}
