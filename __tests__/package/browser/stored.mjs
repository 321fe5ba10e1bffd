// A page whose world lasts; the check reads globalThis.told, and loads the page again.
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { levelStore } from 'localkms/level';

async function useWorld() {
  const whenLocked = location.search === '?wait' ? 'wait' : 'refuse';
  const kms = localKms({ store: levelStore.open('kms', { whenLocked }) });
  const client = kms.attach(new KMSClient({}));
  await kms.ready();
  const opened = [];
  for (const blob of JSON.parse(localStorage.getItem('blobs') ?? '[]')) {
    const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: new Uint8Array(blob) }));
    opened.push(new TextDecoder().decode(Plaintext));
  }
  const { KeyId } = (await client.send(new CreateKeyCommand({}))).KeyMetadata;
  const Plaintext = new TextEncoder().encode(`load ${opened.length + 1}`);
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
  const blobs = JSON.parse(localStorage.getItem('blobs') ?? '[]');
  localStorage.setItem('blobs', JSON.stringify([...blobs, [...CiphertextBlob]]));
  return { keys: kms.keys().length, opened };
}

globalThis.told = undefined;
useWorld().then(
  (told) => {
    globalThis.told = told;
  },
  (error) => {
    globalThis.told = error.message;
  },
);
