import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, X509Certificate } from 'node:crypto';
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { decode } from 'cborg';
import { localKms } from '../../src/index.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const recipient = { publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) };

function clientOf(options = {}): KMSClient {
  return localKms(options).attach(new KMSClient({ region: 'us-east-1' }));
}

/** What a COSE_Sign1 document signs. */
function payloadOf(document: Uint8Array): Uint8Array {
  // cborg reads text keys only.
  return decode(document, { useMaps: true })[2];
}

/** The content of the CMS EnvelopedData of these answers: the last 256 bytes before the content are the wrapped key. */
function openEnvelope(envelope: Uint8Array, length: number): Uint8Array {
  const bytes = Buffer.from(envelope);
  const iv = bytes.subarray(bytes.indexOf(Buffer.from('60864801650304012a0410', 'hex')) + 11).subarray(0, 16);
  const wrappedAt = bytes.indexOf(Buffer.from('04820100', 'hex')) + 4;
  const padding = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const contentKey = privateDecrypt(padding, bytes.subarray(wrappedAt, wrappedAt + 256));
  const size = Math.ceil((length + 1) / 16) * 16;
  const contentAt = bytes.lastIndexOf(Buffer.from([0x80, size])) + 2;
  const decipher = createDecipheriv('aes-256-cbc', contentKey, iv);
  return new Uint8Array(
    Buffer.concat([decipher.update(bytes.subarray(contentAt, contentAt + size)), decipher.final()]),
  );
}

describe('attestationDocument', () => {
  it.each(['2035-06-01T00:00:00Z', '2026-01-01T00:00:00Z'])('is of the time of its world: %s', async (clock) => {
    const kms = localKms({ clock });
    const Recipient = {
      KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const,
      AttestationDocument: await kms.attestationDocument(recipient),
    };
    const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
    const { CiphertextForRecipient } = await client.send(new GenerateRandomCommand({ NumberOfBytes: 8, Recipient }));
    expect(CiphertextForRecipient).toBeInstanceOf(Uint8Array);
    kms.clock.advance({ hours: 4 });
    await expect(client.send(new GenerateRandomCommand({ NumberOfBytes: 8, Recipient }))).rejects.toThrow(
      /a certificate is not valid at this time/,
    );
  });

  it('is certified for a key of the seed of its world', async () => {
    const certified = async (randomSeed: string) => {
      const kms = localKms({ randomSeed, clock: '2030-01-01T00:00:00Z' });
      const payload = decode(payloadOf(await kms.attestationDocument(recipient)), { useMaps: true });
      return new X509Certificate(payload.get('certificate')).publicKey.export({ format: 'jwk' });
    };
    expect(await certified('a')).toEqual(await certified('a'));
    expect(await certified('a')).not.toEqual(await certified('b'));
  });

  const KEY = '[localkms] attestation.publicKey';
  it.each<[string, object, string]>([
    ['no public key', {}, `${KEY} is missing: expected an RSA public key (SPKI, DER)`],
    ['no bytes', { publicKey: new Uint8Array() }, `${KEY}: expected 1 to 1024 bytes (Uint8Array); got 0 bytes`],
    [
      'a member that there is not',
      { ...recipient, pcr: {} },
      '[localkms] attestation.pcr: there is no such option, only publicKey, pcrs, platform, timestamp, moduleId, userData, nonce',
    ],
    [
      'registers that are none',
      { ...recipient, pcrs: 5 },
      '[localkms] attestation.pcrs: expected an object of registers by index; got 5',
    ],
    [
      'a nonce too long',
      { ...recipient, nonce: new Uint8Array(513) },
      '[localkms] attestation.nonce: expected 1 to 512 bytes (Uint8Array); got 513 bytes',
    ],
    ['no time', { ...recipient, timestamp: 'noon' }, '[localkms] attestation.timestamp: expected a date; got "noon"'],
  ])('refuses %s', async (_what, options, message) => {
    await expect(localKms().attestationDocument(options as never)).rejects.toThrow(new TypeError(message));
  });

  it('makes documents for which Decrypt encrypts the plaintext instead of giving it', async () => {
    const client = clientOf();
    const KeyId = (await client.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId;
    const Plaintext = new TextEncoder().encode('for the enclave');
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
    const answer = await client.send(
      new DecryptCommand({
        CiphertextBlob,
        Recipient: {
          KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
          AttestationDocument: await localKms().attestationDocument(recipient),
        },
      }),
    );
    expect(answer.Plaintext).toBeUndefined();
    expect(openEnvelope(answer.CiphertextForRecipient as Uint8Array, Plaintext.length)).toEqual(Plaintext);
  });

  it('makes documents that a world with another root does not trust', async () => {
    const Recipient = {
      KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const,
      AttestationDocument: await localKms().attestationDocument(recipient),
    };
    const call = clientOf({ attestationRoot: Uint8Array.of(0x30, 0x82, 1, 0, ...new Uint8Array(256)) }).send(
      new GenerateRandomCommand({ NumberOfBytes: 8, Recipient }),
    );
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
    expect(
      (await clientOf().send(new GenerateRandomCommand({ NumberOfBytes: 8, Recipient }))).Plaintext,
    ).toBeUndefined();
  });

  it('cannot be trusted from what is no certificate', () => {
    expect(() => localKms({ attestationRoot: 'PEM' as never })).toThrow(
      new TypeError('[localkms] options.attestationRoot: expected the bytes of an X.509 certificate (DER); got "PEM"'),
    );
  });
});
