import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { useState } from 'react';

const kms = localKms({ region: 'eu-west-1', keys: [{ Alias: 'alias/cards' }], allowInProduction: true });
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));

function Card({ number }) {
  const [opened, setOpened] = useState('');
  async function seal() {
    const Plaintext = new TextEncoder().encode(number);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/cards', Plaintext }));
    const answer = await client.send(new DecryptCommand({ CiphertextBlob }));
    setOpened(`${CiphertextBlob.length > 100}: ${new TextDecoder().decode(answer.Plaintext)}`);
  }
  return (
    <button type="button" onClick={seal}>
      {opened || 'Seal'}
    </button>
  );
}

export default { title: 'Card', component: Card };
export const Sealed = { args: { number: '4111 1111 1111 1111' } };
