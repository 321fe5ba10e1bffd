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

const PEM_LABELS = 'the PEM of one PRIVATE KEY, one EC PRIVATE KEY, one RSA PRIVATE KEY';
const FORMS = 'PEM text, bytes, { hex }, { base64 }, a JWK, a KeyObject or a CryptoKey';

/** `[localkms] options.keys[0].KeyMaterial` begins every one of these; the material itself never shows. */
const MATERIALS: readonly (readonly [seed: Omit<KeySeed, 'KeyMaterial'> & { KeyMaterial: unknown }, rest: string])[] = [
  [{ KeyMaterial: 42 }, `: expected ${FORMS}; got a number`],
  [{ KeyMaterial: {} }, `: expected ${FORMS}; got an object with no members`],
  [{ KeyMaterial: { hex: 'a1', base64: '' } }, `: expected ${FORMS}; got an object with other members`],
  [{ KeyMaterial: { hex: 'a1b' } }, '.hex: expected an even number of hexadecimal digits; got text of 3 characters'],
  [{ KeyMaterial: { hex: 1e31 } }, '.hex: expected an even number of hexadecimal digits; got a number'],
  [
    { KeyMaterial: { base64: 'a1_-' } },
    '.base64: expected base64 (RFC 4648 §4, with padding); got text of 4 characters',
  ],
  [{ KeyMaterial: { hex: 'a1'.repeat(31) } }, ': expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 31 bytes'],
  [
    { KeySpec: 'HMAC_512', KeyMaterial: new Uint8Array(32) },
    ': expected the 64 to 128 bytes of a key of HMAC_512; got 32 bytes',
  ],
  [
    { KeyMaterial: 'a1'.repeat(32) },
    `: expected ${PEM_LABELS}; got text without a PEM block (write { hex } or { base64 } for bytes)`,
  ],
  [{ KeyMaterial: ecPem + ecPem, KeyUsage: 'SIGN_VERIFY' }, `: expected ${PEM_LABELS}; got 2 of them`],
  [{ KeyMaterial: publicPem }, `: expected ${PEM_LABELS}; got the PEM of "PUBLIC KEY"`],
  [{ KeyMaterial: encrypted }, ': this private key is encrypted: decrypt it first, as with openssl pkey -in key.pem'],
  [
    { KeyMaterial: legacyEncrypted },
    ': this private key is encrypted: decrypt it first, as with openssl pkey -in key.pem',
  ],
  [
    { KeyMaterial: '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n' },
    ': expected a private key of a key spec of AWS KMS; got PEM of PRIVATE KEY of another kind',
  ],
  [
    { KeyMaterial: rsa1024 },
    ': expected a private key of a key spec of AWS KMS; got a private KeyObject of another kind',
  ],
  [
    { KeyMaterial: x25519 },
    ': expected a private key of a key spec of AWS KMS; got a private KeyObject of another kind',
  ],
  [{ KeyMaterial: ec.publicKey }, ': expected a private or secret key; got a public KeyObject'],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(31) },
    ': expected a private key in strict DER; got 31 bytes (DER: truncated)',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(32) },
    ': this key of ECC_NIST_P256 is not sound: private key: ECPrivateKey out of range',
  ],
  [
    { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY', KeyMaterial: ecPem },
    ': expected a private key of ECC_NIST_P384; got one of ECC_NIST_P256',
  ],
  [
    { KeySpec: 'SYMMETRIC_DEFAULT', KeyMaterial: ecPem },
    ': expected key material of SYMMETRIC_DEFAULT; got a private key of ECC_NIST_P256',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: { kty: 'oct', k: 'oaGh' } },
    ': expected a private key of ECC_NIST_P256; got a symmetric key',
  ],
  [{ KeyMaterial: { kty: 'DSA' } }, '.kty: expected one of oct, RSA, EC, OKP, AKP; got text of 3 characters'],
  [
    { KeyMaterial: { ...ecJwk, crv: 'P-192' } },
    '.crv: expected one of P-256, P-384, P-521, secp256k1, SM2; got text of 5 characters',
  ],
  [
    { KeyMaterial: { ...ecJwk, d: undefined }, KeyUsage: 'SIGN_VERIFY' },
    '.d: a JWK of kty EC with its secret has it; here it is missing',
  ],
  [{ KeyMaterial: { kty: 'oct', k: 'a+b=' } }, '.k: expected unpadded base64url text; got text of 4 characters'],
  [
    { KeyMaterial: { ...ecJwk, x: ecJwk.y, y: ecJwk.x }, KeyUsage: 'SIGN_VERIFY' },
    ': this key of ECC_NIST_P256 is not sound: private key: with the public key of another',
  ],
];

describe('key material that cannot be', () => {
  it.each(MATERIALS.map(([seed, rest]) => [rest, seed] as const))('key material%s', async (rest, seed) => {
    const message = await refusalOf({ keys: [seed as KeySeed] });
    expect(message).toBe(`[localkms] options.keys[0].KeyMaterial${rest}`);
  });

  it('is refused in time that grows with its length, no faster', async () => {
    const time = async (blocks: number) => {
      const KeyMaterial = '-----BEGIN A-----'.repeat(blocks);
      const start = performance.now();
      expect(await refusalOf({ keys: [{ KeyMaterial }] })).toContain('got text without a PEM block');
      return performance.now() - start;
    };
    // Quadratic reading took 2.5 s for 10,000 blocks and would take minutes for these.
    expect(await time(200_000)).toBeLessThan(5000);
  });

  it('is refused also where its key material has to be awaited', async () => {
    const { subtle } = webcrypto;
    const locked = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const short = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
    expect(await refusalOf({ keys: [{}, { KeyMaterial: locked }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: this CryptoKey was made not extractable: only one that can be exported can be read',
    );
    expect(await refusalOf({ keys: [{}, { KeyMaterial: short }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 16 bytes',
    );
  });
});
