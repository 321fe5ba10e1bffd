import { execFileSync } from 'node:child_process';
import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey, materialOf, privateKeyOf, publicKeyOf, where } from '../../support/keys.js';

/** Key spec, modulus in bytes, longest plaintext for RSAES_OAEP_SHA_1 and RSAES_OAEP_SHA_256. */
const RSA = [
  ['RSA_2048', 256, 214, 190],
  ['RSA_3072', 384, 342, 318],
  ['RSA_4096', 512, 470, 446],
] as const;

const INVALID = { name: 'InvalidCiphertextException', message: undefined };

describe.each(RSA)('%s', (spec, modulusBytes, maxSha1, maxSha256) => {
  const kms = testKms();
  let KeyId: string;
  beforeAll(async () => {
    KeyId = await createKey(kms, spec);
  });
  const algorithms = [
    ['RSAES_OAEP_SHA_1', 'sha1', maxSha1],
    ['RSAES_OAEP_SHA_256', 'sha256', maxSha256],
  ] as const;

  it.each(algorithms)('%s: node:crypto opens ours, and we open its', async (EncryptionAlgorithm, oaepHash, max) => {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const [privateKey, publicKey] = [await privateKeyOf(kms, KeyId), await publicKeyOf(kms, KeyId)];
    for (const length of [1, 32, max]) {
      const Plaintext = bytes(length);
      const output = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionAlgorithm });
      expect(output).toEqual({ CiphertextBlob: expect.any(Uint8Array), KeyId, EncryptionAlgorithm });
      expect(output.CiphertextBlob).toHaveLength(modulusBytes);
      expect(privateDecrypt({ key: privateKey, padding, oaepHash }, output.CiphertextBlob)).toEqual(
        Buffer.from(Plaintext),
      );
      const foreign = publicEncrypt({ key: publicKey, padding, oaepHash }, Plaintext);
      for (const CiphertextBlob of [output.CiphertextBlob, foreign]) {
        // No KeyMaterialId: only symmetric encryption keys tell it.
        expect(await kms.call('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm })).toEqual({
          KeyId,
          Plaintext,
          EncryptionAlgorithm,
        });
      }
    }
  });

  it.each(algorithms)('%s: refuses a longer plaintext', async (EncryptionAlgorithm, _hash, max) => {
    for (const length of [max + 1, 4096]) {
      expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext: bytes(length), EncryptionAlgorithm }))).toEqual({
        name: 'ValidationException',
        message: `Algorithm ${EncryptionAlgorithm} and key spec ${spec} cannot encrypt data larger than ${max} bytes.`,
      });
    }
  });

  it('does not open what another hash, key, length or default made', async () => {
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: bytes(5), EncryptionAlgorithm });
    const decrypt = (input: object) => kms.call('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm, ...input });
    const altered = CiphertextBlob.slice();
    altered[9] = (altered[9] as number) ^ 1;
    const cases = [
      { EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' },
      { EncryptionAlgorithm: undefined },
      { CiphertextBlob: altered },
      { CiphertextBlob: CiphertextBlob.slice(1) },
      { CiphertextBlob: new Uint8Array([...CiphertextBlob, 0]) },
      { CiphertextBlob: new Uint8Array([0, ...CiphertextBlob]) },
      { CiphertextBlob: new Uint8Array(modulusBytes) },
      { CiphertextBlob: new Uint8Array(modulusBytes).fill(0xff) },
      { CiphertextBlob: bytes(1) },
      { CiphertextBlob: bytes(6144) },
    ];
    for (const [at, input] of cases.entries()) expect([at, await refusal(decrypt(input))]).toEqual([at, INVALID]);
  });
});

describe('Asymmetric encryption', () => {
  const kms = testKms();

  it('takes no encryption context', async () => {
    const KeyId = await createKey(kms, 'RSA_2048');
    const input = { KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };
    const refused = {
      name: 'ValidationException',
      message: 'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
    };
    const context = { EncryptionContext: { a: 'b' } };
    expect(await refusal(kms.call('Encrypt', { ...input, Plaintext: bytes(1), ...context }))).toEqual(refused);
    expect(await refusal(kms.call('Decrypt', { ...input, CiphertextBlob: bytes(256), ...context }))).toEqual(refused);
    await expect(kms.call('Encrypt', { ...input, Plaintext: bytes(1), EncryptionContext: {} })).resolves.toBeDefined();
  });

  it('needs the KeyId to decrypt', async () => {
    for (const EncryptionAlgorithm of ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE']) {
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob: bytes(256), EncryptionAlgorithm }))).toEqual({
        name: 'ValidationException',
        message: 'KeyId must not be null',
      });
    }
  });

  it('refuses algorithms of other key specs', async () => {
    const symmetric = await createKey(kms);
    const rsa = await createKey(kms, 'RSA_2048');
    const cases = [
      [symmetric, 'SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1'],
      [symmetric, 'SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_256'],
      [symmetric, 'SYMMETRIC_DEFAULT', 'SM2PKE'],
      [rsa, 'RSA_2048', 'SYMMETRIC_DEFAULT'],
      [rsa, 'RSA_2048', undefined],
      [rsa, 'RSA_2048', 'SM2PKE'],
    ] as const;
    for (const [KeyId, spec, EncryptionAlgorithm] of cases) {
      const refused = {
        name: 'InvalidKeyUsageException',
        message: `Algorithm ${EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'} is incompatible with key spec ${spec}.`,
      };
      expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext: bytes(1), EncryptionAlgorithm }))).toEqual(refused);
      // The service reads symmetric ciphertext before it looks at the key.
      if (EncryptionAlgorithm === undefined || EncryptionAlgorithm === 'SYMMETRIC_DEFAULT') continue;
      const decrypt = kms.call('Decrypt', { KeyId, CiphertextBlob: bytes(256), EncryptionAlgorithm });
      expect(await refusal(decrypt)).toEqual(refused);
    }
    expect(await refusal(kms.call('Encrypt', { KeyId: rsa, Plaintext: bytes(1), EncryptionAlgorithm: 'RSA' }))).toEqual(
      {
        name: 'ValidationException',
        message:
          "1 validation error detected: Value 'RSA' at 'encryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT]",
      },
    );
  });

  it('of SM2: OpenSSL opens ours, and we open its, up to 1024 bytes', async () => {
    const china = where(kms, 'SM2');
    const KeyId = await createKey(china, 'SM2');
    const EncryptionAlgorithm = 'SM2PKE';
    const directory = mkdtempSync(join(tmpdir(), 'sm2-'));
    const pem = (name: string, label: string, der: Uint8Array) => {
      const text = `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    try {
      const { PublicKey } = await china.call('GetPublicKey', { KeyId });
      const publicPem = pem('public.pem', 'PUBLIC KEY', PublicKey);
      const privatePem = pem('private.pem', 'PRIVATE KEY', (await materialOf(kms, KeyId)).pkcs8 as Uint8Array);
      for (const length of [1, 32, 1024]) {
        const Plaintext = bytes(length);
        const { CiphertextBlob } = await china.call('Encrypt', { KeyId, Plaintext, EncryptionAlgorithm });
        const input = { input: CiphertextBlob };
        expect(execFileSync('openssl', ['pkeyutl', '-decrypt', '-inkey', privatePem], input)).toEqual(
          Buffer.from(Plaintext),
        );
        const encrypt = ['pkeyutl', '-encrypt', '-pubin', '-inkey', publicPem];
        const foreign = execFileSync('openssl', encrypt, { input: Plaintext });
        const decrypted = await china.call('Decrypt', { KeyId, CiphertextBlob: foreign, EncryptionAlgorithm });
        expect(decrypted).toEqual({ KeyId, Plaintext, EncryptionAlgorithm });
        const altered = CiphertextBlob.slice();
        altered[altered.length - 1] = (altered[altered.length - 1] as number) ^ 1;
        const decrypt = china.call('Decrypt', { KeyId, CiphertextBlob: altered, EncryptionAlgorithm });
        expect(await refusal(decrypt)).toEqual(INVALID);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
    expect(await refusal(china.call('Encrypt', { KeyId, Plaintext: bytes(1025), EncryptionAlgorithm }))).toEqual({
      name: 'ValidationException',
      message: 'Algorithm SM2PKE and key spec SM2 cannot encrypt data larger than 1024 bytes.',
    });
  });
});
