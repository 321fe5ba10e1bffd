import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { fromHex } from '../../../src/bytes/hex.js';
import { backend as web } from '../../../src/crypto/backend/web/index.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import { canWrap } from '../../../src/model/wrapping-algorithms.js';
import { refusal, type TestKms } from '../../support/engine.js';
import {
  bytesOf,
  externalKey,
  type ImportOptions,
  importKms,
  importMaterial,
  type Wrap,
  wrapByNode,
  wrapByOpenssl,
  wrapped,
} from '../../support/key-import.js';

const INCORRECT = { name: 'IncorrectKeyMaterialException', message: undefined };
const RSA_WRAPPING: readonly WrappingKeySpec[] = ['RSA_2048', 'RSA_3072', 'RSA_4096'];
const ALGORITHMS: readonly AlgorithmSpec[] = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
];

function curve(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

const PRIVATE_KEYS = {
  RSA_2048: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  RSA_3072: generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  ECC_NIST_P256: curve('P-256'),
  ECC_NIST_P384: curve('P-384'),
  ECC_NIST_P521: curve('P-521'),
  ECC_SECG_P256K1: curve('secp256k1'),
  ECC_NIST_EDWARDS25519: generateKeyPairSync('ed25519').privateKey,
} as const;

type PrivateKeySpec = keyof typeof PRIVATE_KEYS;
const SPECS = Object.keys(PRIVATE_KEYS) as PrivateKeySpec[];

function pkcs8(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
}

function spki(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}

function signingKey(kms: Pick<TestKms, 'call'>, KeySpec: KeySpecName): Promise<string> {
  return externalKey(kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
}

/** What was imported, told by what the key does with it. */
async function publicKeyAfterImport(spec: PrivateKeySpec, options: ImportOptions): Promise<Uint8Array> {
  const kms = importKms();
  const KeyId = await signingKey(kms, spec);
  await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, options);
  return (await kms.call('GetPublicKey', { KeyId })).PublicKey;
}

describe.each(RSA_WRAPPING)('under a wrapping key %s', (wrappingKeySpec) => {
  describe.each(ALGORITHMS)('%s', (algorithm) => {
    const fitting = SPECS.filter((spec) => canWrap(algorithm, wrappingKeySpec, spec, 'aws'));

    it.each(fitting)('carries the private key of %s', async (spec) => {
      const publicKey = await publicKeyAfterImport(spec, { algorithm, wrappingKeySpec });
      expect(Buffer.from(publicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS[spec])));
    });
  });
});

/** By the web backend: WebCrypto and JavaScript instead of OpenSSL. */
async function wrapByWeb(publicKey: Uint8Array, algorithm: AlgorithmSpec, material: Uint8Array): Promise<Uint8Array> {
  const hash = algorithm.endsWith('SHA_1') ? 'SHA-1' : 'SHA-256';
  if (!algorithm.startsWith('RSA_AES')) return web.encryptToPublicKey(publicKey, hash, material);
  const aesKey = web.random(32);
  const parts = [await web.encryptToPublicKey(publicKey, hash, aesKey), await web.wrapKey(aesKey, material)];
  return new Uint8Array(Buffer.concat(parts));
}

describe.each(ALGORITHMS)('%s', (algorithm) => {
  it('unwraps what the OpenSSL command line wrapped', async () => {
    const publicKey = await publicKeyAfterImport('ECC_NIST_P256', { algorithm, wrap: wrapByOpenssl });
    expect(Buffer.from(publicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS.ECC_NIST_P256)));
  });

  it('unwraps what the web backend wrapped', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'ECC_NIST_P256');
    const request = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: 'RSA_2048' };
    const { ImportToken, PublicKey } = await kms.call('GetParametersForImport', request);
    const EncryptedKeyMaterial = await wrapByWeb(PublicKey, algorithm, pkcs8(PRIVATE_KEYS.ECC_NIST_P256));
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    await kms.call('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel });
    const imported = await kms.call('GetPublicKey', { KeyId });
    expect(Buffer.from(imported.PublicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS.ECC_NIST_P256)));
  });

  it('unwraps in a world on the web backend what node:crypto wrapped', async () => {
    const kms = importKms({ world: { crypto: web } });
    const KeyId = await signingKey(kms, 'ECC_NIST_P384');
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.ECC_NIST_P384), {}, { algorithm });
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
    expect(Buffer.from(PublicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS.ECC_NIST_P384)));
  });
});

describe('SM2PKE in a China Region', () => {
  // RFC 5915 in PKCS#8, with the curve of GM/T 0003 (1.2.156.10197.1.301) and the scalar 1.
  const SM2_KEY = fromHex(`3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420${'00'.repeat(31)}01`);
  const options: ImportOptions = { algorithm: 'SM2PKE', wrappingKeySpec: 'SM2', wrap: wrapByOpenssl };

  it.each([
    ['SM2', () => SM2_KEY],
    ['ECC_NIST_P521', () => pkcs8(PRIVATE_KEYS.ECC_NIST_P521)],
    ['RSA_2048', () => pkcs8(PRIVATE_KEYS.RSA_2048)],
  ] as const)('carries the private key of %s, wrapped by the OpenSSL command line', async (KeySpec, material) => {
    const kms = importKms();
    const china = kms.as({ region: 'cn-north-1' });
    const KeyId = await signingKey(china, KeySpec);
    await importMaterial(china, KeyId, material(), {}, options);
    const { PublicKey } = await china.call('GetPublicKey', { KeyId });
    if (KeySpec === 'SM2') {
      // The public key of the scalar 1 is the base point: GB/T 32918.5.
      const base =
        '0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';
      expect(Buffer.from(PublicKey).toString('hex').endsWith(base)).toBe(true);
    } else {
      expect(Buffer.from(PublicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS[KeySpec])));
    }
  });

  it.each([0, 1, 60])('refuses EncryptedKeyMaterial with byte %d altered', async (at) => {
    const kms = importKms();
    const china = kms.as({ region: 'cn-north-1' });
    const KeyId = await signingKey(china, 'SM2');
    const input = await wrapped(china, KeyId, SM2_KEY, options);
    const EncryptedKeyMaterial = input.EncryptedKeyMaterial.slice();
    EncryptedKeyMaterial[at] = (EncryptedKeyMaterial[at] as number) ^ 1;
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    expect(await refusal(china.call('ImportKeyMaterial', { ...input, EncryptedKeyMaterial, ExpirationModel }))).toEqual(
      {
        name: 'InvalidCiphertextException',
        message: undefined,
      },
    );
  });
});

describe('symmetric encryption keys', () => {
  it.each([
    ['us-east-1', 32],
    ['cn-north-1', 16],
  ])('in %s take %d bytes and no other number', async (region, length) => {
    const kms = importKms();
    const here = kms.as({ region });
    const KeyId = await externalKey(here);
    for (const other of [1, 15, 16, 17, 24, 31, 32, 33, 64].filter((one) => one !== length)) {
      expect(await refusal(importMaterial(here, KeyId, bytesOf(other)))).toEqual(INCORRECT);
    }
    expect(await importMaterial(here, KeyId, bytesOf(length))).toMatchObject({ KeyId });
    const { CiphertextBlob } = await here.call('Encrypt', { KeyId, Plaintext: 'hello' });
    const { Plaintext } = await here.call('Decrypt', { CiphertextBlob });
    expect(Buffer.from(Plaintext).toString()).toBe('hello');
  });
});

describe('HMAC keys', () => {
  it.each([
    ['HMAC_224', 28, 'sha224'],
    ['HMAC_256', 32, 'sha256'],
    ['HMAC_384', 48, 'sha384'],
    ['HMAC_512', 64, 'sha512'],
  ] as const)('%s take from %d to 128 bytes, and make the MACs of %s', async (KeySpec, min, hash) => {
    const kms = importKms();
    const MacAlgorithm = `HMAC_SHA_${KeySpec.slice(5)}`;
    for (const length of [min, min + 1, 128]) {
      const KeyId = await externalKey(kms, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
      await importMaterial(kms, KeyId, bytesOf(length));
      const { Mac } = await kms.call('GenerateMac', { KeyId, Message: 'hello', MacAlgorithm });
      expect(Buffer.from(Mac)).toEqual(createHmac(hash, bytesOf(length)).update('hello').digest());
    }
    const KeyId = await externalKey(kms, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
    for (const length of [1, min - 1, 129, 190]) {
      expect(await refusal(importMaterial(kms, KeyId, bytesOf(length)))).toEqual(INCORRECT);
    }
  });
});

describe('asymmetric keys', () => {
  const hybrid: ImportOptions = { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' };

  it('refuse a private key of any other spec', async () => {
    const kms = importKms();
    for (const spec of SPECS) {
      const KeyId = await signingKey(kms, spec);
      for (const other of SPECS.filter((one) => one !== spec)) {
        const call = importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[other]), {}, hybrid);
        expect(await refusal(call)).toEqual(INCORRECT);
      }
    }
  });

  it.each(SPECS)('refuse for %s what is no PKCS#8 file', async (spec) => {
    const kms = importKms();
    const KeyId = await signingKey(kms, spec);
    const file = pkcs8(PRIVATE_KEYS[spec]);
    const pem = Buffer.from(PRIVATE_KEYS[spec].export({ format: 'pem', type: 'pkcs8' }));
    for (const bytes of [
      bytesOf(32),
      file.slice(0, -1),
      Buffer.concat([file, bytesOf(1)]),
      pem,
      spki(PRIVATE_KEYS[spec]),
    ]) {
      expect(await refusal(importMaterial(kms, KeyId, bytes, {}, hybrid))).toEqual(INCORRECT);
    }
  });

  it('do not care how PKCS#8 writes the same elliptic curve key', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'ECC_NIST_P256');
    const { d } = PRIVATE_KEYS.ECC_NIST_P256.export({ format: 'jwk' });
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.ECC_NIST_P256));
    // RFC 5915 without the public key, which is optional.
    const scalar = Buffer.from(d as string, 'base64url').toString('hex');
    const bare = fromHex(`3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420${scalar}`);
    expect(await importMaterial(kms, KeyId, bare)).toEqual({ KeyId });
  });

  it('do not care how RSAPrivateKey writes the same RSA key', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'RSA_2048');
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.RSA_2048), {}, hybrid);
    // RFC 8017 does not say which prime comes first.
    const jwk = PRIVATE_KEYS.RSA_2048.export({ format: 'jwk' });
    const number = (name: 'p' | 'q') => BigInt(`0x${Buffer.from(jwk[name] as string, 'base64url').toString('hex')}`);
    const qi = Buffer.from(inverse(number('p'), number('q')).toString(16).padStart(256, '0'), 'hex').toString(
      'base64url',
    );
    const swapped = { ...jwk, p: jwk.q, q: jwk.p, dp: jwk.dq, dq: jwk.dp, qi } as never;
    const file = pkcs8(createPrivateKey({ key: swapped, format: 'jwk' }));
    expect(Buffer.from(file)).not.toEqual(Buffer.from(pkcs8(PRIVATE_KEYS.RSA_2048)));
    expect(await importMaterial(kms, KeyId, file, {}, hybrid)).toEqual({ KeyId });
  });

  it.each(SPECS)('%s keep one key material for life', async (spec) => {
    const kms = importKms();
    const KeyId = await signingKey(kms, spec);
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, hybrid);
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    const another = spec.startsWith('RSA')
      ? generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(4)) }).privateKey
      : spec === 'ECC_NIST_EDWARDS25519'
        ? generateKeyPairSync('ed25519').privateKey
        : curve(String(PRIVATE_KEYS[spec].asymmetricKeyDetails?.namedCurve));
    expect(await refusal(importMaterial(kms, KeyId, pkcs8(another), {}, hybrid))).toEqual(INCORRECT);
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, hybrid);
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
    expect(Buffer.from(PublicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS[spec])));
  });

  it('refuse an AES key of another length than 32 bytes in front of the material', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'ECC_NIST_P256');
    const wrap: Wrap = (publicKey, _algorithm, material) => {
      const aesKey = wrapByNode(publicKey, 'RSAES_OAEP_SHA_256', bytesOf(16));
      return Buffer.concat([aesKey, wrapByNode(publicKey, 'RSA_AES_KEY_WRAP_SHA_256', material).slice(256)]);
    };
    const call = importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.ECC_NIST_P256), {}, { ...hybrid, wrap });
    expect(await refusal(call)).toEqual({ name: 'InvalidCiphertextException', message: undefined });
  });
});

/** value⁻¹ modulo a prime, by Fermat. */
function inverse(value: bigint, prime: bigint): bigint {
  let [result, base, exponent] = [1n, value % prime, prime - 2n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % prime) {
    if (exponent & 1n) result = (result * base) % prime;
  }
  return result;
}
