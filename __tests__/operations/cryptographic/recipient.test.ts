import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'cborg';
import { attestationDocument } from '../../support/attestation-document.js';
import { refusal, START, type TestKms, testKms } from '../../support/engine.js';

const enclave = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = new Uint8Array(enclave.publicKey.export({ format: 'der', type: 'spki' }));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'recipient-'));
  writeFileSync(join(directory, 'enclave.pem'), enclave.privateKey.export({ format: 'pem', type: 'pkcs8' }));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What an enclave with only OpenSSL gets out of CiphertextForRecipient. */
function opensslDecrypt(cms: Uint8Array): Uint8Array {
  const arguments_ = ['cms', '-decrypt', '-inform', 'DER', '-inkey', join(directory, 'enclave.pem')];
  return new Uint8Array(execFileSync('openssl', arguments_, { input: cms }));
}

async function recipient(options: Partial<Parameters<typeof attestationDocument>[0]> = {}) {
  const AttestationDocument = await attestationDocument({ publicKey, timestamp: START, ...options });
  return { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument };
}

async function createKey(kms: TestKms, KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT'): Promise<string> {
  return (await kms.call('CreateKey', { KeySpec, KeyUsage })).KeyMetadata.Arn as string;
}

describe('Recipient', () => {
  it('gets the plaintext of Decrypt, and nobody else', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: Buffer.from('for the enclave') });
    const output = await kms.call('Decrypt', { CiphertextBlob, Recipient: await recipient() });
    expect(output).toEqual({
      KeyId,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      CiphertextForRecipient: expect.any(Uint8Array),
    });
    expect(opensslDecrypt(output.CiphertextForRecipient)).toEqual(new Uint8Array(Buffer.from('for the enclave')));
  });

  it('gets the plaintext of GenerateDataKey', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const output = await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256', Recipient: await recipient() });
    const { CiphertextBlob, CiphertextForRecipient } = output;
    expect(output).toEqual({ CiphertextBlob: expect.any(Uint8Array), KeyId, CiphertextForRecipient });
    const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob });
    expect(opensslDecrypt(CiphertextForRecipient)).toEqual(Plaintext);
  });

  it('gets the private key of GenerateDataKeyPair', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const pair = { KeyId, KeyPairSpec: 'ECC_NIST_P256', Recipient: await recipient() };
    const output = await kms.call('GenerateDataKeyPair', pair);
    expect(output).toEqual({
      PrivateKeyCiphertextBlob: expect.any(Uint8Array),
      PublicKey: expect.any(Uint8Array),
      KeyId,
      KeyPairSpec: 'ECC_NIST_P256',
      CiphertextForRecipient: expect.any(Uint8Array),
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const pkcs8 = opensslDecrypt(output.CiphertextForRecipient);
    const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob: output.PrivateKeyCiphertextBlob });
    expect(pkcs8).toEqual(Plaintext);
    expect(spkiOf(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))).toEqual(
      output.PublicKey,
    );
  });

  it('gets the shared secret of DeriveSharedSecret', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms, 'ECC_NIST_P384', 'KEY_AGREEMENT');
    const peer = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const agreement = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: spkiOf(peer.privateKey) };
    const output = await kms.call('DeriveSharedSecret', { ...agreement, Recipient: await recipient() });
    expect(output).toEqual({
      KeyId,
      CiphertextForRecipient: expect.any(Uint8Array),
      KeyAgreementAlgorithm: 'ECDH',
      KeyOrigin: 'AWS_KMS',
    });
    const { SharedSecret } = await kms.call('DeriveSharedSecret', agreement);
    expect(opensslDecrypt(output.CiphertextForRecipient)).toEqual(SharedSecret);
  });

  it('gets the bytes of GenerateRandom', async () => {
    const output = await testKms().call('GenerateRandom', { NumberOfBytes: 1024, Recipient: await recipient() });
    expect(output).toEqual({ CiphertextForRecipient: expect.any(Uint8Array) });
    expect(opensslDecrypt(output.CiphertextForRecipient)).toHaveLength(1024);
  });

  it('may have an RSA key of 2048, 3072 or 4096 bits, on either platform', async () => {
    for (const modulusLength of [2048, 3072, 4096]) {
      const spki = spkiOf(generateKeyPairSync('rsa', { modulusLength }).privateKey);
      for (const platform of ['Nitro Enclaves', 'NitroTPM'] as const) {
        const input = { NumberOfBytes: 1, Recipient: await recipient({ publicKey: spki, platform }) };
        expect(await testKms().call('GenerateRandom', input)).toEqual({ CiphertextForRecipient: expect.anything() });
      }
    }
  }, 120_000);
});

describe('An attestation document', () => {
  const refuse = async (AttestationDocument: unknown, kms = testKms()) =>
    refusal(kms.call('GenerateRandom', { NumberOfBytes: 1, Recipient: { AttestationDocument } }));
  const invalid = (reason: string) => ({
    name: 'ValidationException',
    message: `The attestation document is not valid: ${reason}.`,
  });

  it('is refused when it is missing', async () => {
    expect(await refuse(undefined)).toEqual(invalid('it is missing'));
  });

  it('is refused before anything is decrypted', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: Buffer.from('x') });
    const Recipient = { AttestationDocument: Buffer.from('none') };
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob, Recipient }))).toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is good for three hours', async () => {
    const { AttestationDocument } = await recipient();
    const kms = testKms();
    const call = () => kms.call('GenerateRandom', { NumberOfBytes: 1, Recipient: { AttestationDocument } });
    kms.advance(3 * 3_600_000);
    await expect(call()).resolves.toBeDefined();
    kms.advance(1);
    expect(await refusal(call())).toEqual(invalid('a certificate is not valid at this time'));
    kms.now = START - 61_000;
    expect(await refusal(call())).toEqual(invalid('a certificate is not valid at this time'));
  });

  it('is refused when any of its bytes is another, or it is cut, or longer', async () => {
    const { AttestationDocument } = await recipient({ pcrs: { 0: new Uint8Array(48) } });
    const kms = testKms();
    for (let at = 0; at < AttestationDocument.length; at += 7) {
      const altered = AttestationDocument.slice();
      altered[at] = (altered[at] as number) ^ 0x01;
      expect(await refuse(altered, kms)).toMatchObject({ name: 'ValidationException' });
    }
    for (const length of [1, 100, AttestationDocument.length - 1]) {
      expect(await refuse(AttestationDocument.slice(0, length), kms)).toMatchObject({ name: 'ValidationException' });
    }
    expect(await refuse(Buffer.concat([AttestationDocument, Buffer.of(0)]), kms)).toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is refused when it is something else in CBOR', async () => {
    for (const value of ['text', 7, [], [1, 2, 3, 4], { a: 1 }, [new Uint8Array(4), {}, new Uint8Array(1), 'x']]) {
      expect(await refuse(encode(value))).toEqual(invalid('not a COSE_Sign1 structure'));
    }
    expect(await refuse(encode([new Uint8Array(4), {}, new Uint8Array(1), new Uint8Array(96)]))).toEqual(
      invalid('not signed with ES384'),
    );
    const nested = new Uint8Array(200_000).fill(0x81);
    expect(await refuse(nested)).toMatchObject({ name: 'ValidationException' });
  });

  it('is refused when the root is not the one of the world', async () => {
    const { AttestationDocument } = await recipient();
    const other = testKms({ world: { attestationRoot: new Uint8Array(500) } });
    expect(await refuse(AttestationDocument, other)).toEqual(invalid('the certificate chain begins at another root'));
  });

  it('is refused when its public key is no RSA key', async () => {
    const spki = spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const { AttestationDocument } = await recipient({ publicKey: spki });
    expect(await refuse(AttestationDocument)).toEqual(invalid('the public key is not an RSA key'));
    const broken = await recipient({ publicKey: Uint8Array.of(1, 2, 3) });
    expect(await refuse(broken.AttestationDocument)).toMatchObject({ name: 'ValidationException' });
  });

  it('is made with the registers that a platform has', async () => {
    const REGISTER = '32, 48 or 64 bytes, or their hexadecimal digits';
    const cases: [pcrs: object, message: string][] = [
      [{ 32: new Uint8Array(48) }, '.pcrs: "32" is no register: they are 0 to 31'],
      [{ zero: new Uint8Array(48) }, '.pcrs: "zero" is no register: they are 0 to 31'],
      [{ 0: 'ff' }, `.pcrs.0: expected ${REGISTER}; got "ff"`],
      [{ 7: 'zz' }, `.pcrs.7: expected ${REGISTER}; got "zz"`],
      [{ 31: 5 }, `.pcrs.31: expected ${REGISTER}; got 5`],
      [new Map(), '.pcrs: expected an object of registers by index; got a Map'],
    ];
    for (const [pcrs, message] of cases) {
      const made = attestationDocument({ publicKey, pcrs: pcrs as never });
      await expect(made).rejects.toThrow(new TypeError(`[localkms] attestation${message}`));
    }
  });
});

function spkiOf(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key as never).export({ format: 'der', type: 'spki' }));
}
