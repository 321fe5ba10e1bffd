import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { defineEventHandler, readRawBody } from 'h3';

const client = new KMSClient({ region: 'eu-west-1' });

export default defineEventHandler(async (event) => {
  const Plaintext = new TextEncoder().encode(await readRawBody(event));
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/cards', Plaintext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
  return { opened: new TextDecoder().decode(opened.Plaintext) };
});
