import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

export function curve(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

/** A private key of each spec, made by node:crypto. */
export const PRIVATE_KEYS = {
  RSA_2048: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  RSA_3072: generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  ECC_NIST_P256: curve('P-256'),
  ECC_NIST_P384: curve('P-384'),
  ECC_NIST_P521: curve('P-521'),
  ECC_SECG_P256K1: curve('secp256k1'),
  ECC_NIST_EDWARDS25519: generateKeyPairSync('ed25519').privateKey,
} as const;

export type PrivateKeySpec = keyof typeof PRIVATE_KEYS;
export const PRIVATE_KEY_SPECS = Object.keys(PRIVATE_KEYS) as PrivateKeySpec[];

export function pkcs8(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
}

export function spki(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}
