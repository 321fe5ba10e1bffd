import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  webcrypto,
} from 'node:crypto';
import { type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import type { KeyMaterialSeed } from '../../../src/options/seeds/key-seed.js';
import { publicKeyOf, regionOf } from './support.js';

type Forms = readonly (readonly [form: string, material: () => KeyMaterialSeed | Promise<KeyMaterialSeed>])[];

function bytes(data: Uint8Array): Uint8Array {
  return new Uint8Array(data);
}

function der(key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1'): Uint8Array {
  return bytes(key.export({ format: 'der', type: type as 'pkcs8' }));
}

function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex');
}

/** Every form that a key file has, with its label. */
function files(key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1'): Forms {
  return [
    [`PEM, ${type}`, () => key.export({ format: 'pem', type: type as 'pkcs8' }) as string],
    [`DER, ${type}`, () => der(key, type)],
    [`hex of DER, ${type}`, () => ({ hex: hex(der(key, type)) })],
    [`base64 of DER, ${type}`, () => ({ base64: Buffer.from(der(key, type)).toString('base64') })],
    [`Buffer of DER, ${type}`, () => Buffer.from(der(key, type))],
  ];
}

const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' });

function jwks(key: KeyObject): Forms {
  const { x: _x, y: _y, ...secretOnly } = jwkOf(key);
  const named = { kid: 'orders', use: 'sig' };
  return [
    ['JWK', () => jwkOf(key)],
    ['JWK with kid and use', () => ({ ...jwkOf(key), ...named })],
    ['JWK without its public members', () => secretOnly],
  ];
}

function secret(key: KeyObject): Forms {
  const scalar = bytes(Buffer.from(jwkOf(key).d as string, 'base64url'));
  return [
    ['bare secret', () => scalar],
    ['hex of the bare secret', () => ({ hex: hex(scalar) })],
    ['base64 of the bare secret', () => ({ base64: Buffer.from(scalar).toString('base64') })],
  ];
}

function cryptoKey(key: KeyObject, algorithm: object): Forms {
  const importKey = () =>
    webcrypto.subtle.importKey('pkcs8', key.export({ format: 'der', type: 'pkcs8' }), algorithm as never, true, [
      'sign',
    ]);
  return [['CryptoKey', importKey]];
}

const keyObject = (key: KeyObject): Forms => [['KeyObject', () => key]];

function ecKey(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

function nistForms(namedCurve: string): { key: KeyObject; forms: Forms } {
  const key = ecKey(namedCurve);
  const web = cryptoKey(key, { name: 'ECDSA', namedCurve });
  return {
    key,
    forms: [...files(key, 'pkcs8'), ...files(key, 'sec1'), ...jwks(key), ...secret(key), ...keyObject(key), ...web],
  };
}

function rsaForms(modulusLength: number): { key: KeyObject; forms: Forms } {
  const key = generateKeyPairSync('rsa', { modulusLength }).privateKey;
  const web = cryptoKey(key, { name: 'RSA-PSS', hash: 'SHA-256' });
  return {
    key,
    forms: [...files(key, 'pkcs8'), ...files(key, 'pkcs1'), ['JWK', () => jwkOf(key)], ...keyObject(key), ...web],
  };
}

function secp256k1Forms() {
  const key = ecKey('secp256k1');
  return {
    key,
    forms: [...files(key, 'pkcs8'), ...files(key, 'sec1'), ...jwks(key), ...secret(key), ...keyObject(key)],
  };
}

/** node:crypto writes no JWK of it, so the scalar is cut out of its ECPrivateKey (RFC 5915). */
function sm2Forms() {
  const key = ecKey('SM2');
  const scalar = der(key, 'sec1').slice(7, 39);
  const secretForms: Forms = [
    ['bare secret', () => scalar],
    ['JWK', () => ({ kty: 'EC', crv: 'SM2', d: Buffer.from(scalar).toString('base64url') })],
  ];
  return { key, forms: [...files(key, 'pkcs8'), ...files(key, 'sec1'), ...keyObject(key), ...secretForms] };
}

function ed25519Forms() {
  const key = generateKeyPairSync('ed25519').privateKey;
  const web = cryptoKey(key, { name: 'Ed25519' });
  return { key, forms: [...files(key, 'pkcs8'), ...jwks(key), ...secret(key), ...keyObject(key), ...web] };
}

const CLASSICAL: readonly (readonly [KeySpecName, () => { key: KeyObject; forms: Forms }])[] = [
  ['RSA_2048', () => rsaForms(2048)],
  ['RSA_3072', () => rsaForms(3072)],
  ['RSA_4096', () => rsaForms(4096)],
  ['ECC_NIST_P256', () => nistForms('P-256')],
  ['ECC_NIST_P384', () => nistForms('P-384')],
  ['ECC_NIST_P521', () => nistForms('P-521')],
  ['ECC_SECG_P256K1', secp256k1Forms],
  ['SM2', sm2Forms],
  ['ECC_NIST_EDWARDS25519', ed25519Forms],
];

describe.each(CLASSICAL)('a seeded key of %s', (spec, make) => {
  const { key, forms } = make();
  const expected = hex(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  const region = regionOf(spec);

  it.each(forms)('has the public key that OpenSSL computes, from %s', async (_form, material) => {
    const seed = { KeyMaterial: await material(), KeyUsage: 'SIGN_VERIFY' as const };
    expect(hex(await publicKeyOf({ ...seed, KeySpec: spec }, region))).toBe(expected);
  });

  it.each(forms.filter(([form]) => !form.includes('bare')))('tells its key spec, from %s', async (_form, material) => {
    expect(hex(await publicKeyOf({ KeyMaterial: await material(), KeyUsage: 'SIGN_VERIFY' }, region))).toBe(expected);
  });
});

/** SHA-256 of the SubjectPublicKeyInfo that OpenSSL 3.5.8 computes from the seed 00 01 02 … */
const LATTICES: readonly (readonly [KeySpecName, alg: string, oid: string, spki: string])[] = [
  ['ML_DSA_44', 'ML-DSA-44', '608648016503040311', '837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be'],
  ['ML_DSA_65', 'ML-DSA-65', '608648016503040312', 'b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d'],
  ['ML_DSA_87', 'ML-DSA-87', '608648016503040313', '07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642'],
  [
    'ML_KEM_512',
    'ML-KEM-512',
    '608648016503040401',
    '0e3c8b89b54202d2545f7aba2e2aaa3cffa7b6191919ad738fab35b4f313cf71',
  ],
  [
    'ML_KEM_768',
    'ML-KEM-768',
    '608648016503040402',
    'c23e23dd3d485a9256cda09358a4a286e00b373db10761eadf99f710649ca31c',
  ],
  [
    'ML_KEM_1024',
    'ML-KEM-1024',
    '608648016503040403',
    'd2b7480ae006a14b37c1e8a8e45ea39022e32a9b1a7b90d594c84d869c6ac420',
  ],
];

function element(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
}

/** RFC 9881 and RFC 9935: the seed alone. */
function seedPkcs8(oid: string, seed: Uint8Array): Buffer {
  const algorithm = element(0x30, element(0x06, Buffer.from(oid, 'hex')));
  return element(0x30, Buffer.concat([Buffer.from('020100', 'hex'), algorithm, element(0x04, element(0x80, seed))]));
}

function pem(pkcs8: Buffer): string {
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Node reads these keys from 24 on. */
function nativeForms(pkcs8: Buffer): Forms {
  try {
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    return keyObject(key);
  } catch {
    return [];
  }
}

describe.each(LATTICES)('a seeded key of %s', (spec, alg, oid, expected) => {
  const seed = Uint8Array.from({ length: keySpec(spec).secretBytes }, (_, at) => at);
  const pkcs8 = seedPkcs8(oid, seed);
  const priv = Buffer.from(seed).toString('base64url');
  const forms: Forms = [
    ['bare seed', () => seed],
    ['hex of the bare seed', () => ({ hex: hex(seed) })],
    ['base64 of the bare seed', () => ({ base64: Buffer.from(seed).toString('base64') })],
    ['DER, pkcs8', () => bytes(pkcs8)],
    ['PEM, pkcs8', () => pem(pkcs8)],
    ['JWK', () => ({ kty: 'AKP', alg, priv })],
    ...nativeForms(pkcs8),
  ];

  it.each(forms)('has the public key that OpenSSL computes, from %s', async (_form, material) => {
    const publicKey = await publicKeyOf({ KeySpec: spec, KeyMaterial: await material() }, regionOf(spec));
    expect(createHash('sha256').update(publicKey).digest('hex')).toBe(expected);
  });

  it.each(forms.filter(([form]) => !form.includes('bare')))('tells its key spec, from %s', async (_form, material) => {
    const publicKey = await publicKeyOf({ KeyMaterial: await material() }, regionOf(spec));
    expect(createHash('sha256').update(publicKey).digest('hex')).toBe(expected);
  });
});
