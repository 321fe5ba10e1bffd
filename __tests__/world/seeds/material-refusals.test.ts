import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import type { KeySeed } from '../../../src/options/seeds/key-seed.js';
import { refusalOf } from './support.js';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecPem = ec.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const ecJwk = ec.privateKey.export({ format: 'jwk' });
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;
const encrypted = ec.privateKey.export({
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'secret',
}) as string;
const legacyEncrypted = ec.privateKey.export({
  format: 'pem',
  type: 'sec1',
  cipher: 'aes-256-cbc',
  passphrase: 'secret',
}) as string;
const publicPem = createPublicKey(ec.privateKey).export({ format: 'pem', type: 'spki' }) as string;

const PEM_LABELS = 'PEM of one PRIVATE KEY, one EC PRIVATE KEY, one RSA PRIVATE KEY';
const FORMS = 'PEM text, bytes, { hex }, { base64 }, a JWK, a KeyObject or a CryptoKey';

/** `[localkms] options.keys[0].KeyMaterial` begins every one of these; the material itself never shows. */
const MATERIALS: readonly (readonly [seed: Omit<KeySeed, 'KeyMaterial'> & { KeyMaterial: unknown }, rest: string])[] = [
  [{ KeyMaterial: 42 }, `: 42 is not ${FORMS}`],
  [{ KeyMaterial: {} }, `: an object with no members is not ${FORMS}`],
  [{ KeyMaterial: { hex: 'a1', base64: '' } }, `: an object with hex, base64 is not ${FORMS}`],
  [{ KeyMaterial: { hex: 'a1b' } }, '.hex: text of 3 characters is not an even number of hexadecimal digits'],
  [{ KeyMaterial: { hex: 1e31 } }, '.hex: a value of type number is not an even number of hexadecimal digits'],
  [{ KeyMaterial: { base64: 'a1_-' } }, '.base64: text of 4 characters is not base64 (RFC 4648 §4, with padding)'],
  [{ KeyMaterial: { hex: 'a1'.repeat(31) } }, ': 31 bytes is not the 32 bytes that SYMMETRIC_DEFAULT has'],
  [{ KeySpec: 'HMAC_512', KeyMaterial: new Uint8Array(32) }, ': 32 bytes is not the 64 to 128 bytes that HMAC_512 has'],
  [
    { KeyMaterial: 'a1'.repeat(32) },
    `: text without a PEM block is not ${PEM_LABELS}; write { hex } or { base64 } for bytes`,
  ],
  [
    { KeyMaterial: ecPem + ecPem, KeyUsage: 'SIGN_VERIFY' },
    `: PEM of PRIVATE KEY and PRIVATE KEY is not ${PEM_LABELS}`,
  ],
  [{ KeyMaterial: publicPem }, `: PEM of PUBLIC KEY is not ${PEM_LABELS}`],
  [
    { KeyMaterial: encrypted },
    ': an encrypted private key is not readable here: decrypt it first (openssl pkey -in key.pem)',
  ],
  [
    { KeyMaterial: legacyEncrypted },
    ': an encrypted private key is not readable here: decrypt it first (openssl pkey -in key.pem)',
  ],
  [
    { KeyMaterial: '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n' },
    ': PEM of PRIVATE KEY is not a private key of a key spec of AWS KMS',
  ],
  [{ KeyMaterial: rsa1024 }, ': a private KeyObject is not a private key of a key spec of AWS KMS'],
  [{ KeyMaterial: x25519 }, ': a private KeyObject is not a private key of a key spec of AWS KMS'],
  [{ KeyMaterial: ec.publicKey }, ': a public KeyObject is not a private or secret key'],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(31) },
    ': 31 bytes is not a private key in strict DER (DER: truncated)',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(32) },
    ': this key of ECC_NIST_P256 is not a sound one (private key: ECPrivateKey out of range)',
  ],
  [
    { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY', KeyMaterial: ecPem },
    ': a private key of ECC_NIST_P256 is not one of ECC_NIST_P384',
  ],
  [
    { KeySpec: 'SYMMETRIC_DEFAULT', KeyMaterial: ecPem },
    ': a private key of ECC_NIST_P256 is not key material of SYMMETRIC_DEFAULT',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: { kty: 'oct', k: 'oaGh' } },
    ': a symmetric key is not a private key of ECC_NIST_P256',
  ],
  [{ KeyMaterial: { kty: 'DSA' } }, '.kty: "DSA" is not one of oct, RSA, EC, OKP, AKP'],
  [{ KeyMaterial: { ...ecJwk, crv: 'P-192' } }, '.crv: "P-192" is not one of P-256, P-384, P-521, secp256k1, SM2'],
  [
    { KeyMaterial: { ...ecJwk, d: undefined }, KeyUsage: 'SIGN_VERIFY' },
    '.d: undefined is not base64url text: a JWK of kty EC with its secret has it',
  ],
  [{ KeyMaterial: { kty: 'oct', k: 'a+b=' } }, '.k: its value is not unpadded base64url text'],
  [
    { KeyMaterial: { ...ecJwk, x: ecJwk.y, y: ecJwk.x }, KeyUsage: 'SIGN_VERIFY' },
    ': this key of ECC_NIST_P256 is not a sound one (private key: with the public key of another)',
  ],
];

describe('key material that cannot be', () => {
  it.each(MATERIALS.map(([seed, rest]) => [rest, seed] as const))('key material%s', async (rest, seed) => {
    const message = await refusalOf({ keys: [seed as KeySeed] });
    expect(message).toBe(`[localkms] options.keys[0].KeyMaterial${rest}`);
  });

  it('is refused also where its key material has to be awaited', async () => {
    const { subtle } = webcrypto;
    const locked = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const short = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
    expect(await refusalOf({ keys: [{}, { KeyMaterial: locked }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: a CryptoKey that was made not extractable is not one that can be exported',
    );
    expect(await refusalOf({ keys: [{}, { KeyMaterial: short }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: 16 bytes is not the 32 bytes that SYMMETRIC_DEFAULT has',
    );
  });
});
