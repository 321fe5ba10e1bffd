import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';

/** Encrypts with a data key of its own, which AWS KMS alone can open again. */
export async function encryptFile(client, KeyId, content) {
  const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey.Plaintext, nonce);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return { dataKey: dataKey.CiphertextBlob, nonce, tag: cipher.getAuthTag(), sealed };
}

export async function decryptFile(client, { dataKey, nonce, tag, sealed }) {
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: dataKey }));
  const decipher = createDecipheriv('aes-256-gcm', Plaintext, nonce).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}
