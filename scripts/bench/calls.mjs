// One client.send of Encrypt and Decrypt, 1 KB, against named rivals. Run by `npm run bench`.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { localKms } from 'localkms';
import { limitClient } from './limit-client.mjs';
import { measure, table } from './measure.mjs';

const plaintext = new Uint8Array(randomBytes(1024));
const EncryptionContext = { tenant: 'a' };

const secret = createSecretKey(randomBytes(32));

function sealRaw() {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(nonce);
  return { nonce, text: cipher.update(plaintext), end: cipher.final(), tag: cipher.getAuthTag() };
}

const sealed = sealRaw();

function openRaw() {
  const decipher = createDecipheriv('aes-256-gcm', secret, sealed.nonce);
  decipher.setAAD(sealed.nonce);
  decipher.setAuthTag(sealed.tag);
  return { Plaintext: decipher.update(sealed.text), end: decipher.final() };
}

/** An HTTP server on loopback, in a thread of its own, that answers the same bytes to everything. */
async function loopbackClient(body) {
  const worker = new Worker(
    `const { createServer } = require('node:http'); const { parentPort, workerData } = require('node:worker_threads');
     const server = createServer((request, response) => { request.resume(); request.on('end', () => { response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }); response.end(workerData); }); });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true, workerData: body },
  );
  const port = await new Promise((resolve) => worker.once('message', resolve));
  worker.unref();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return new KMSClient({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, credentials });
}

const MOCK = 'aws-sdk-client-mock, canned';
const BASES = ['the limit', MOCK];

export async function benchCalls(options = { warmUp: 10_000, rounds: 15, batch: 1500 }) {
  const kms = localKms();
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const silent = localKms({ calls: false }).attach(new KMSClient({ region: 'us-east-1' }));
  // Of a client that is not attached localkms knows no configuration, and leaves each call to the SDK's retry.
  const used = new KMSClient({ region: 'us-east-1' });
  used.middlewareStack.use(localKms());
  // What short chains gain (docs/decisions/0007-short-chains.md): a `concat` that somebody wrapped is left to the SDK.
  const unshortened = new KMSClient({ region: 'us-east-1' });
  unshortened.middlewareStack.concat = Object.assign(unshortened.middlewareStack.concat, { wrapped: true });
  const whole = localKms({ calls: false }).attach(unshortened);
  // What the option costs by which every middleware of the client runs (docs/decisions/0014-whole-stacks.md).
  const wholly = localKms({ wholeStack: true }).attach(new KMSClient({ region: 'us-east-1' }));
  const cached = localKms().attach(new KMSClient({ region: 'us-east-1', cacheMiddleware: true }));
  const keyOf = async (of) => (await of.send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
  const [KeyId, silentKey, cachedKey] = [await keyOf(client), await keyOf(silent), await keyOf(cached)];
  const [wholeKey, whollyKey, usedKey] = [await keyOf(whole), await keyOf(wholly), await keyOf(used)];
  const encryptInput = { KeyId, Plaintext: plaintext, EncryptionContext };
  const { CiphertextBlob } = await client.send(new EncryptCommand(encryptInput));
  const cachedBlob = (await cached.send(new EncryptCommand({ ...encryptInput, KeyId: cachedKey }))).CiphertextBlob;
  const whollyBlob = (await wholly.send(new EncryptCommand({ ...encryptInput, KeyId: whollyKey }))).CiphertextBlob;
  const silentBlob = (await silent.send(new EncryptCommand({ ...encryptInput, KeyId: silentKey }))).CiphertextBlob;

  const limitEncrypt = limitClient(sealRaw);
  const limitDecrypt = limitClient(openRaw);
  const mocked = new KMSClient({ region: 'us-east-1' });
  const mock = mockClient(mocked);
  mock.on(EncryptCommand).resolves({ CiphertextBlob });
  mock.on(DecryptCommand).resolves({ Plaintext: plaintext });
  // Its history grows without end; a test resets it between tests.
  const rounds = { ...options, afterRound: () => mock.resetHistory() };
  // Ten to twenty times as long, so apart, and fewer of them.
  const slow = { ...options, warmUp: options.warmUp / 10, batch: options.batch / 10 };
  const base64 = Buffer.from(CiphertextBlob).toString('base64');
  const loopback = await loopbackClient(JSON.stringify({ CiphertextBlob: base64, KeyId }));
  const loopbackOpen = await loopbackClient(
    JSON.stringify({ Plaintext: Buffer.from(plaintext).toString('base64'), KeyId }),
  );

  const encrypt = await measure(
    {
      'the limit': () => limitEncrypt.send(new EncryptCommand(encryptInput)),
      localkms: () => client.send(new EncryptCommand(encryptInput)),
      'localkms, by middlewareStack.use': () => used.send(new EncryptCommand({ ...encryptInput, KeyId: usedKey })),
      'localkms, calls: false': () => silent.send(new EncryptCommand({ ...encryptInput, KeyId: silentKey })),
      'localkms, calls: false, whole chains': () =>
        whole.send(new EncryptCommand({ ...encryptInput, KeyId: wholeKey })),
      'localkms, cacheMiddleware: true': () => cached.send(new EncryptCommand({ ...encryptInput, KeyId: cachedKey })),
      [MOCK]: () => mocked.send(new EncryptCommand(encryptInput)),
    },
    rounds,
  );
  const slowEncrypt = await measure(
    {
      'localkms, wholeStack: true': () => wholly.send(new EncryptCommand({ ...encryptInput, KeyId: whollyKey })),
      'loopback HTTP, canned': () => loopback.send(new EncryptCommand(encryptInput)),
    },
    slow,
  );
  const decrypt = await measure(
    {
      'the limit': () => limitDecrypt.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
      localkms: () => client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
      'localkms, calls: false': () =>
        silent.send(new DecryptCommand({ CiphertextBlob: silentBlob, EncryptionContext })),
      'localkms, cacheMiddleware: true': () =>
        cached.send(new DecryptCommand({ CiphertextBlob: cachedBlob, EncryptionContext })),
      [MOCK]: () => mocked.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
    },
    rounds,
  );
  const slowDecrypt = await measure(
    {
      'localkms, wholeStack: true': () =>
        wholly.send(new DecryptCommand({ CiphertextBlob: whollyBlob, EncryptionContext })),
      'loopback HTTP, canned': () => loopbackOpen.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
    },
    slow,
  );
  loopback.destroy();
  loopbackOpen.destroy();
  const [short, long] = [encrypt['localkms, calls: false'], encrypt['localkms, calls: false, whole chains']];
  const gain = `Short chains save ${Math.round((1 - short / long) * 100)} % of an Encrypt on Node ${process.versions.node}.\n`;
  return [
    gain,
    table('Encrypt, 1 KB', { ...encrypt, ...slowEncrypt }, BASES),
    table('Decrypt, 1 KB', { ...decrypt, ...slowDecrypt }, BASES),
  ].join('\n');
}
