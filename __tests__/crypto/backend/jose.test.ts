import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { CompactSign, compactVerify, importPKCS8, importSPKI } from 'jose';
import { toBase64Url } from '../../../src/bytes/base64.js';
import { decodeSignature, encodeSignature } from '../../../src/crypto/key-files/ec/ecdsa-signature.js';
import { type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import type { CryptoBackend, KeyMaterial } from '../../../src/ports/crypto-backend.js';
import { ascii, BACKENDS, material } from './backends.js';

const PAYLOAD = ascii('{"sub":"alice"}');

/** The JOSE name of each algorithm (RFC 7518, RFC 8037). */
const JOSE: readonly (readonly [string, KeySpecName, SigningAlgorithmSpec])[] = [
  ['RS256', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ['RS384', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384'],
  ['RS512', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
  ['PS256', 'RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['PS384', 'RSA_2048', 'RSASSA_PSS_SHA_384'],
  ['PS512', 'RSA_2048', 'RSASSA_PSS_SHA_512'],
  ['ES256', 'ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ES384', 'ECC_NIST_P384', 'ECDSA_SHA_384'],
  ['ES512', 'ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['EdDSA', 'ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
];

describe.each(BACKENDS)('beside jose, the %s backend', (_name, backend) => {
  it.each(JOSE)('signs %s tokens that jose verifies', async (alg, spec, algorithm) => {
    const key = keyOf(spec);
    const input = `${toBase64Url(ascii(JSON.stringify({ alg })))}.${toBase64Url(PAYLOAD)}`;
    const signature = await backend.sign(key, algorithm, 'RAW', ascii(input));
    const token = `${input}.${toBase64Url(toJose(spec, signature))}`;
    const publicKey = await importSPKI(pem('PUBLIC KEY', await backend.publicKey(key)), alg);
    const { payload, protectedHeader } = await compactVerify(token, publicKey);
    expect(protectedHeader).toEqual({ alg });
    expect(Buffer.from(payload)).toEqual(Buffer.from(PAYLOAD));
  });

  it.each(JOSE)('verifies %s tokens that jose signs', async (alg, spec, algorithm) => {
    const key = keyOf(spec);
    const token = await new CompactSign(PAYLOAD)
      .setProtectedHeader({ alg })
      .sign(await privateKeyOf(backend, key, alg));
    const [header, payload, signature = ''] = token.split('.');
    const der = fromJose(spec, new Uint8Array(Buffer.from(signature, 'base64url')));
    expect(await backend.verify(key, algorithm, 'RAW', ascii(`${header}.${payload}`), der)).toBe(true);
    expect(await backend.verify(key, algorithm, 'RAW', ascii(`${header}.${payload}x`), der)).toBe(false);
  });
});

const keys = new Map<KeySpecName, KeyMaterial>();

function keyOf(spec: KeySpecName): KeyMaterial {
  const secret = new Uint8Array(keySpec(spec).secretBytes).fill(1);
  const form = keySpec(spec).family === 'rsa' ? 'seed' : 'secret';
  const key = keys.get(spec) ?? { ...material(spec, secret), form };
  keys.set(spec, key);
  return key;
}

async function privateKeyOf(backend: CryptoBackend, key: KeyMaterial, alg: string) {
  return importPKCS8(pem('PRIVATE KEY', await backend.privateKey(key)), alg);
}

function isEcdsa(spec: KeySpecName): boolean {
  return keySpec(spec).family === 'ec';
}

/** JWS has r and s side by side where AWS KMS has DER. */
function toJose(spec: KeySpecName, signature: Uint8Array): Uint8Array {
  return isEcdsa(spec) ? (decodeSignature(signature, keySpec(spec).secretBytes) as Uint8Array) : signature;
}

function fromJose(spec: KeySpecName, signature: Uint8Array): Uint8Array {
  return isEcdsa(spec) ? encodeSignature(signature) : signature;
}

function pem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
}
