const { DecryptCommand, EncryptCommand, KMSClient } = require('@aws-sdk/client-kms');

const KeyId = 'alias/cards';
const client = new KMSClient({ region: 'eu-west-1' });

/** Seals a card number for one tenant. */
async function seal(tenant, cardNumber) {
  const Plaintext = new TextEncoder().encode(cardNumber);
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext: { tenant } }));
  return Buffer.from(CiphertextBlob).toString('base64');
}

/** Opens what was sealed for that tenant. */
async function open(tenant, sealed) {
  const CiphertextBlob = Buffer.from(sealed, 'base64');
  const { Plaintext } = await client.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext: { tenant } }));
  return new TextDecoder().decode(Plaintext);
}

module.exports = { seal, open };
