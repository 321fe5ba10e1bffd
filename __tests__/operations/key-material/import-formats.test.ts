import { createHmac } from 'node:crypto';
import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { fromHex } from '../../../src/bytes/hex.js';
import { backend as web } from '../../../src/crypto/backend/web/web-backend.js';
import { canWrap } from '../../../src/model/wrapping-algorithms.js';
import { refusal } from '../../support/engine.js';
import {
  bytesOf,
  externalKey,
  type ImportOptions,
  importKms,
  importMaterial,
  signingKey,
  wrapByOpenssl,
  wrapped,
} from '../../support/key-import.js';
import { PRIVATE_KEY_SPECS, PRIVATE_KEYS, type PrivateKeySpec, pkcs8, spki } from '../../support/private-keys.js';

const INCORRECT = { name: 'IncorrectKeyMaterialException', message: undefined };
const RSA_WRAPPING: readonly WrappingKeySpec[] = ['RSA_2048', 'RSA_3072', 'RSA_4096'];
const ALGORITHMS: readonly AlgorithmSpec[] = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
];

/** What was imported, told by what the key does with it. */
async function publicKeyAfterImport(spec: PrivateKeySpec, options: ImportOptions): Promise<Uint8Array> {
  const kms = importKms();
  const KeyId = await signingKey(kms, spec);
  await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, options);
  return (await kms.call('GetPublicKey', { KeyId })).PublicKey;
}

describe.each(RSA_WRAPPING)('under a wrapping key %s', (wrappingKeySpec) => {
  describe.each(ALGORITHMS)('%s', (algorithm) => {
    const fitting = PRIVATE_KEY_SPECS.filter((spec) => canWrap(algorithm, wrappingKeySpec, spec, 'aws'));

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
