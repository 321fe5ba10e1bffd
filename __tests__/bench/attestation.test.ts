import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { attestationDocument, localKms } from '../../src/index.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const recipient = { publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) };

function clientOf(options = {}): KMSClient {
  return localKms(options).attach(new KMSClient({ region: 'us-east-1' }));
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
          AttestationDocument: await attestationDocument(recipient),
        },
      }),
    );
    expect(answer.Plaintext).toBeUndefined();
    expect(openEnvelope(answer.CiphertextForRecipient as Uint8Array, Plaintext.length)).toEqual(Plaintext);
  });

  it('makes documents that a world with another root does not trust', async () => {
    const Recipient = {
      KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const,
      AttestationDocument: await attestationDocument(recipient),
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
