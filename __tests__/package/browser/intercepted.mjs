// A program that makes its own client; Mock Service Worker hands what it sends to a world.
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { kmsHandler } from 'localkms/http';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';

async function sealAndOpen() {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new KMSClient({ region: 'eu-west-1', credentials });
  const Plaintext = new TextEncoder().encode('from a page');
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
  const missing = await client
    .send(new EncryptCommand({ KeyId: 'alias/none', Plaintext }))
    .catch(({ name, message }) => `${name}: ${message}`);
  return { opened: new TextDecoder().decode(opened.Plaintext), missing };
}

try {
  const kms = localKms({ region: 'eu-west-1', keys: [{ Alias: 'alias/orders' }] });
  const handler = kmsHandler(kms);
  const worker = setupWorker(http.post('https://kms.*.amazonaws.com/', ({ request }) => handler(request)));
  await worker.start({ quiet: true, onUnhandledRequest: 'error' });
  kms.faults.add({ operation: 'Decrypt', error: 'KMSInternalException', times: 1 });
  const answers = await sealAndOpen();
  const calls = kms.calls().map(({ operation, attempt, caller }) => `${operation} ${attempt} ${caller.region}`);
  globalThis.told = { ...answers, calls };
} catch (error) {
  globalThis.told = String(error?.stack ?? error);
}
