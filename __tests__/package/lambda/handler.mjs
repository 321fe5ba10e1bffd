import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';

export const client = new KMSClient({ region: 'eu-west-1' });

export async function handler({ card }) {
  const Plaintext = new TextEncoder().encode(card);
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/cards', Plaintext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
  return { statusCode: 200, body: new TextDecoder().decode(opened.Plaintext) };
}
