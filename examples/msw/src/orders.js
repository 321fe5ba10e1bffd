import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';

// Knows nothing of tests.
const client = new KMSClient({ region: 'eu-west-1' });

export async function sealed(order) {
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new TextEncoder().encode(JSON.stringify(order)) }),
  );
  return CiphertextBlob;
}

export async function opened(CiphertextBlob) {
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }));
  return JSON.parse(new TextDecoder().decode(Plaintext));
}
