// A Worker that answers with what it encrypted and opened again.
import { DecryptCommand, EncryptCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const keys = [
  { Alias: 'alias/cards' },
  { Alias: 'alias/invoices', KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' },
];

export default {
  async fetch(request) {
    const client = localKms({ region: 'eu-west-1', keys }).attach(new KMSClient({ region: 'eu-west-1' }));
    const Plaintext = new TextEncoder().encode(await request.text());
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/cards', Plaintext }));
    const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
    const signed = { KeyId: 'alias/invoices', Message: Plaintext, SigningAlgorithm: 'ECDSA_SHA_256' };
    const { Signature } = await client.send(new SignCommand(signed));
    const refused = await client
      .send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { tenant: 'acme' } }))
      .catch(({ name }) => name);
    return Response.json({
      opened: new TextDecoder().decode(opened.Plaintext),
      signed: Signature.length > 60,
      refused,
    });
  },
};
