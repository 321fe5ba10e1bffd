import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { toHex } from '../../../src/bytes/hex.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import type { CryptoBackend, KeyMaterial } from '../../../src/ports/crypto-backend.js';
import { ascii, BACKENDS, material } from './backends.js';

const MESSAGE = ascii('The quick brown fox jumps over the lazy dog');
const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'];
const SM2_ID = '1234567812345678';

/** How OpenSSL's command line makes a key of a spec. */
const GENERATE: { readonly [spec in KeySpecName]?: readonly string[] } = {
  RSA_2048: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  RSA_3072: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'],
  ECC_NIST_P256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ECC_NIST_P384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ECC_NIST_P521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ECC_SECG_P256K1: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  ECC_NIST_EDWARDS25519: ['-algorithm', 'ED25519'],
  SM2: ['-algorithm', 'SM2'],
};

/** What `openssl dgst` calls each algorithm. */
const DIGESTS: readonly (readonly [KeySpecName, SigningAlgorithmSpec, readonly string[]])[] = [
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', ['-sha256']],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384', ['-sha384']],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512', ['-sha512']],
  ['RSA_2048', 'RSASSA_PSS_SHA_256', ['-sha256', ...PSS]],
  ['RSA_2048', 'RSASSA_PSS_SHA_384', ['-sha384', ...PSS]],
  ['RSA_3072', 'RSASSA_PSS_SHA_512', ['-sha512', ...PSS]],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', ['-sha256']],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', ['-sha384']],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', ['-sha512']],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', ['-sha256']],
  ['SM2', 'SM2DSA', ['-sm3', '-sigopt', `distid:${SM2_ID}`]],
];

let folder: string;
const keys = new Map<KeySpecName, { pkcs8: Uint8Array; spki: Uint8Array; file: string }>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'localkms-openssl-'));
  for (const [spec, how] of Object.entries(GENERATE)) {
    const file = join(folder, `${spec}.pem`);
    openssl('genpkey', ...how, '-out', file);
    const pkcs8 = openssl('pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER');
    const spki = openssl('pkey', '-in', file, '-pubout', '-outform', 'DER');
    keys.set(spec as KeySpecName, { pkcs8, spki, file });
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(BACKENDS)('beside the openssl command line, the %s backend', (_name, backend) => {
  it.each(Object.keys(GENERATE) as KeySpecName[])('imports its %s key and writes the same public key', async (spec) => {
    const { pkcs8, spki } = keyFiles(spec);
    const key = await backend.importPrivateKey(spec, pkcs8);
    expect(toHex(await backend.publicKey(key))).toBe(toHex(spki));
    expect(toHex(await backend.privateKey(key))).toBe(toHex(pkcs8));
    const written = save('written.der', await backend.privateKey(key));
    expect(toHex(openssl('pkey', '-inform', 'DER', '-in', written, '-pubout', '-outform', 'DER'))).toBe(toHex(spki));
  });

  it.each(DIGESTS)(
    'signs with %s by %s what it verifies, and verifies what it signs',
    async (spec, algorithm, dgst) => {
      const { pkcs8, file } = keyFiles(spec);
      const key = await backend.importPrivateKey(spec, pkcs8);
      const message = save('message', MESSAGE);
      const ours = save('ours', await backend.sign(key, algorithm, 'RAW', MESSAGE));
      expect(text(openssl('dgst', ...dgst, '-prverify', file, '-signature', ours, message))).toBe('Verified OK\n');
      const theirs = openssl('dgst', ...dgst, '-sign', file, message);
      expect(await backend.verify(key, algorithm, 'RAW', MESSAGE, theirs)).toBe(true);
    },
  );

  it.each(DIGESTS)('signs with %s by %s a DIGEST that it verifies as the message', async (spec, algorithm, dgst) => {
    if (algorithm === 'SM2DSA') return expect(await verifiesSm2Digest(backend)).toBe(true);
    const { pkcs8, file } = keyFiles(spec);
    const key = await backend.importPrivateKey(spec, pkcs8);
    const digest = openssl('dgst', dgst[0] as string, '-binary', save('message', MESSAGE));
    const ours = save('ours', await backend.sign(key, algorithm, 'DIGEST', digest));
    const message = save('message', MESSAGE);
    expect(text(openssl('dgst', ...dgst, '-prverify', file, '-signature', ours, message))).toBe('Verified OK\n');
  });

  it('signs with Ed25519 as it does', async () => {
    const { pkcs8, file } = keyFiles('ECC_NIST_EDWARDS25519');
    const key = await backend.importPrivateKey('ECC_NIST_EDWARDS25519', pkcs8);
    const theirs = openssl('pkeyutl', '-sign', '-rawin', '-inkey', file, '-in', save('message', MESSAGE));
    expect(toHex(await backend.sign(key, 'ED25519_SHA_512', 'RAW', MESSAGE))).toBe(toHex(theirs));
  });

  it.each([
    ['RSAES_OAEP_SHA_1', 'sha1'],
    ['RSAES_OAEP_SHA_256', 'sha256'],
  ] as const)('decrypts by %s what it encrypts, and it decrypts ours', async (algorithm, hash) => {
    const { pkcs8, file } = keyFiles('RSA_2048');
    const key = await backend.importPrivateKey('RSA_2048', pkcs8);
    const oaep = ['rsa_padding_mode:oaep', `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`].flatMap((o) => [
      '-pkeyopt',
      o,
    ]);
    const theirs = openssl('pkeyutl', '-encrypt', '-inkey', file, ...oaep, '-in', save('message', MESSAGE));
    expect(await backend.decrypt(key, algorithm, theirs)).toEqual(MESSAGE);
    const ours = save('ours', await backend.encrypt(key, algorithm, MESSAGE));
    expect(openssl('pkeyutl', '-decrypt', '-inkey', file, ...oaep, '-in', ours)).toEqual(MESSAGE);
  });

  it('decrypts by SM2PKE what it encrypts, and it decrypts ours', async () => {
    const { pkcs8, file } = keyFiles('SM2');
    const key = await backend.importPrivateKey('SM2', pkcs8);
    const theirs = openssl('pkeyutl', '-encrypt', '-inkey', file, '-in', save('message', MESSAGE));
    expect(await backend.decrypt(key, 'SM2PKE', theirs)).toEqual(MESSAGE);
    const ours = save('ours', await backend.encrypt(key, 'SM2PKE', MESSAGE));
    expect(openssl('pkeyutl', '-decrypt', '-inkey', file, '-in', ours)).toEqual(MESSAGE);
  });

  it.each(['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const)(
    'derives with %s the shared secret that it derives',
    async (spec) => {
      const { pkcs8, file } = keyFiles(spec);
      const key = await backend.importPrivateKey(spec, pkcs8);
      const peerFile = join(folder, 'peer.pem');
      openssl('genpkey', ...(GENERATE[spec] ?? []), '-out', peerFile);
      const peer = openssl('pkey', '-in', peerFile, '-pubout', '-outform', 'DER');
      const peerKey = join(folder, 'peer-public.pem');
      openssl('pkey', '-in', peerFile, '-pubout', '-out', peerKey);
      const theirs = openssl('pkeyutl', '-derive', '-inkey', file, '-peerkey', peerKey);
      expect(toHex(await backend.deriveSharedSecret(key, peer))).toBe(toHex(theirs));
      const compressed = openssl('ec', '-in', peerFile, '-pubout', '-conv_form', 'compressed', '-outform', 'DER');
      expect(compressed.length).toBeLessThan(peer.length);
      expect(toHex(await backend.deriveSharedSecret(key, compressed))).toBe(toHex(theirs));
    },
  );

  it('wraps by AES-KWP what it unwraps', async () => {
    const kek = backend.random(32);
    const wrapped = save('wrapped', await backend.wrapKey(kek, keyFiles('RSA_2048').pkcs8));
    const cipher = ['-d', '-id-aes256-wrap-pad', '-K', toHex(kek), '-iv', 'a65959a6'];
    expect(toHex(openssl('enc', ...cipher, '-in', wrapped))).toBe(toHex(keyFiles('RSA_2048').pkcs8));
  });

  it.each([
    ['HMAC_224', 'sha224'],
    ['HMAC_256', 'sha256'],
    ['HMAC_384', 'sha384'],
    ['HMAC_512', 'sha512'],
  ] as const)('computes the MAC of %s as it does', async (spec, hash) => {
    const key = backend.random(64);
    const mac = ['-mac', 'HMAC', '-macopt', `hexkey:${toHex(key)}`, '-binary'];
    const theirs = openssl('dgst', `-${hash}`, ...mac, save('message', MESSAGE));
    expect(toHex(await backend.mac(material(spec, key), MESSAGE))).toBe(toHex(theirs));
  });

  it('encrypts by AES-CBC what it decrypts', async () => {
    const [key, iv] = [backend.random(32), backend.random(16)];
    const ours = save('ours', await backend.encryptCbc(key, iv, MESSAGE));
    expect(openssl('enc', '-d', '-aes-256-cbc', '-K', toHex(key), '-iv', toHex(iv), '-in', ours)).toEqual(MESSAGE);
  });
});

/** OpenSSL hashes the identity itself: a signature of its message is one of the digest that the standard defines. */
async function verifiesSm2Digest(backend: CryptoBackend): Promise<boolean> {
  const { pkcs8, file, spki } = keyFiles('SM2');
  const key: KeyMaterial = await backend.importPrivateKey('SM2', pkcs8);
  // a, b and the base point of GB/T 32918.5.
  const curve = [
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  ].join('');
  const identity = Buffer.concat([
    Buffer.from('0080', 'hex'),
    ascii(SM2_ID),
    Buffer.from(curve, 'hex'),
    spki.slice(-64),
  ]);
  const z = openssl('dgst', '-sm3', '-binary', save('identity', identity));
  const digest = openssl('dgst', '-sm3', '-binary', save('identified', Buffer.concat([z, MESSAGE])));
  const ours = save('ours', await backend.sign(key, 'SM2DSA', 'DIGEST', digest));
  const dgst = ['-sm3', '-sigopt', `distid:${SM2_ID}`, '-prverify', file, '-signature', ours];
  return text(openssl('dgst', ...dgst, save('message', MESSAGE))) === 'Verified OK\n';
}

function keyFiles(spec: KeySpecName) {
  const files = keys.get(spec);
  if (files === undefined) throw new Error(`no key of ${spec}`);
  return files;
}

function openssl(...parameters: readonly string[]): Uint8Array {
  const output = execFileSync('openssl', parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Uint8Array(output);
}

function save(name: string, bytes: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

function text(output: Uint8Array): string {
  return Buffer.from(output).toString();
}
